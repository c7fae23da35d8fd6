import { ACCOUNT, PARTITION, REGION } from '../template/pseudo-parameters';
import type { Json } from '../template/template';
import type { CacheLayout } from './layout';

/**
 * The attributes that CloudFormation has for a cache. Ports are texts there.
 * Source: the "Return values" of https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ElastiCache.html
 *
 * @param engineVersion of the engine that runs, `major.minor.patch`
 */
export function attributesOf(layout: CacheLayout, engineVersion: string): Readonly<Record<string, Json>> {
  switch (layout.plan.resource) {
    case 'ReplicationGroup':
      return ofReplicationGroup(layout);
    case 'CacheCluster':
      return {
        ...endpoint(layout, 'configuration', 'ConfigurationEndpoint'),
        ...endpoint(layout, 'primary', 'RedisEndpoint'),
      };
    case 'ServerlessCache':
      return {
        ...endpoint(layout, 'configuration', 'Endpoint'),
        ...endpoint(layout, 'reader', 'ReaderEndpoint'),
        ARN: `arn:${PARTITION}:elasticache:${REGION}:${ACCOUNT}:serverlesscache:${layout.plan.cacheId}`,
        CreateTime: new Date().toISOString(),
        FullEngineVersion: engineVersion,
        Status: 'available',
      };
  }
}

function ofReplicationGroup(layout: CacheLayout): Record<string, Json> {
  const { plan, nodes } = layout;
  const ends = {
    ...endpoint(layout, 'configuration', 'ConfigurationEndPoint'),
    ...endpoint(layout, 'primary', 'PrimaryEndPoint'),
    ...endpoint(layout, 'reader', 'ReaderEndPoint'),
    EffectiveDurability: plan.durability ?? 'disabled',
  };
  if (plan.kind === 'sharded') return ends;
  const [hosts, ports] = [nodes.map((node) => node.host), nodes.map((node) => String(node.port))];
  return {
    ...ends,
    'ReadEndPoint.Addresses': `[${hosts.join(', ')}]`,
    'ReadEndPoint.Ports': `[${ports.join(', ')}]`,
    'ReadEndPoint.AddressesList': hosts,
    'ReadEndPoint.PortsList': ports,
  };
}

/** Address and port of one endpoint, where the cache has it. */
function endpoint(
  { endpoints }: CacheLayout,
  name: keyof CacheLayout['endpoints'],
  attribute: string,
): Record<string, Json> {
  const found = endpoints[name];
  return found === undefined ? {} : { [`${attribute}.Address`]: found.host, [`${attribute}.Port`]: String(found.port) };
}
