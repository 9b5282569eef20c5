export { closeConnections, openTransport } from './chosen';
export { TransportError } from './port';
export type { HttpHelper, HttpResponse, Transport, Ways } from './port';
