import type { ManifestEndpoint } from '../../../lib/contract';

/** Host name or address, and port, of one node. */
export type Endpoint = ManifestEndpoint;

/** `host:port`: how nodes are told apart in the routing table, in events and in messages. */
export function endpointName(endpoint: Endpoint): string {
  return `${endpoint.host}:${endpoint.port}`;
}

/**
 * Reads `host:port` as MOVED and ASK write it. An empty host means "the node that said so"; the port is what follows the last
 * colon, because an IPv6 address has colons of its own.
 */
export function parseEndpoint(text: string, sayer: Endpoint): Endpoint | undefined {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  if (colon === -1 || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  const host = text.slice(0, colon);
  if (host === '?') return undefined;
  return { host: host === '' ? sayer.host : host, port };
}
