// In place of chosen.ts in the verified build: n8n's scanner takes no network module but n8n's own helper.
export { closeConnections, helperTransport as openTransport } from './n8nHelper';
