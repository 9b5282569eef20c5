// Which adapter stands behind the port. The verified build takes chosen.verified.ts in place of this file.
export { closeConnections } from './dispatchers';
export { undiciTransport as openTransport } from './undici';
