import type { NodeCertificate } from '../tls/authority';
import type { TwinCache } from './cache';
import { type EndpointName, ownEndpoints } from './endpoints';
import type { Forwarders } from './forwarders';
import type { CacheLayout } from './layout';

/**
 * Opens the endpoints of a cache that are not a node's own port.
 *
 * @throws PortCollision where a port is taken
 */
export async function openEndpoints(
  forwarders: Forwarders,
  layout: CacheLayout,
  cache: TwinCache,
  certificate: NodeCertificate | undefined,
): Promise<void> {
  if (layout.plan.engine.name === 'memcached') {
    await openFronts(forwarders, layout, cache, certificate);
    return;
  }
  const { first, last } = ownEndpoints(layout.plan);
  for (const name of [...first, ...last]) {
    const port = layout.endpoints[name]?.port ?? 0;
    if (name === 'primary') await forwarders.openTo(port, async () => cache.primaryOf(1));
    else await forwarders.open(port, cache.nodes);
  }
}

/** Each node, and each endpoint besides, has a front. Nodes tell where the others are, as on AWS; a serverless cache has no others. */
async function openFronts(
  forwarders: Forwarders,
  { plan, endpoints, nodes }: CacheLayout,
  cache: TwinCache,
  tls: NodeCertificate | undefined,
): Promise<void> {
  const discovery = plan.kind === 'memcached' ? nodes.map(({ host, port }) => ({ host, port })) : undefined;
  const front = { ...(tls && { tls }), ...(discovery && { discovery }) };
  const { first, last } = ownEndpoints(plan);
  const portOf = (name: EndpointName): number => endpoints[name]?.port ?? 0;
  for (const name of [...first, ...last]) await forwarders.openFront(portOf(name), cache.nodes, front);
  for (const node of cache.nodes) await forwarders.openFront(node.port, [node], front);
}
