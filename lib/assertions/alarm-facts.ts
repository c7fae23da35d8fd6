import type { AlarmFacts } from './facts';
import { isRecord, itemsOf, textOf } from './records';
import { nameOf, type Resource, type Resources, referencesIn } from './resources';

/** Property by which each type of cache is named where the template names it. */
const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::ElastiCache::CacheCluster': 'ClusterName',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::ElastiCache::ServerlessCache': 'ServerlessCacheName',
};

/** Alarms whose metrics are about the cache or one of its nodes. */
export function alarmsAbout(resources: Resources, cache: Resource): readonly AlarmFacts[] {
  return resources
    .ofType('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => isAbout([properties.Dimensions, properties.Metrics], cache))
    .map(alarmFacts);
}

/** Dimensions and search expressions name a cache by a reference, or by its name or a node's name, which begins with it. */
function isAbout(value: unknown, cache: Resource): boolean {
  if (referencesIn(value).has(cache.logicalId)) return true;
  const name = textOf(cache.properties[NAME_PROPERTIES[cache.type] ?? ''])?.toLowerCase();
  return name !== undefined && texts(value).some((text) => containsName(text.toLowerCase(), name));
}

/** `shop` is not in `shop-2`, which is another cache, but in `shop-001` and `shop-0001-001`, which are its nodes. */
function containsName(text: string, name: string): boolean {
  return text
    .split(/[^a-z0-9-]+/)
    .some((word) => word === name || (word.startsWith(name) && /^(-\d{4})?-\d{3}$/.test(word.slice(name.length))));
}

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) yield* strings(item);
}

function texts(value: unknown): readonly string[] {
  return [...strings(value)];
}

function alarmFacts(alarm: Resource): AlarmFacts {
  const { MetricName, Metrics, ComparisonOperator, Threshold, AlarmActions, ActionsEnabled } = alarm.properties;
  return {
    name: nameOf(alarm),
    metrics: [...new Set([MetricName, ...itemsOf(Metrics).map(metricName)].flatMap((name) => textOf(name) ?? []))],
    comparison: textOf(ComparisonOperator) ?? '',
    ...(typeof Threshold === 'number' ? { threshold: Threshold } : {}),
    notifies: ActionsEnabled !== false && itemsOf(AlarmActions).length > 0,
  };
}

/** A metric inside an expression, or the metric that a search asks for. */
function metricName(query: unknown): unknown {
  if (!isRecord(query)) return undefined;
  const { MetricStat, Expression } = query;
  if (isRecord(MetricStat) && isRecord(MetricStat.Metric)) return MetricStat.Metric.MetricName;
  return texts(Expression)
    .join('')
    .match(/MetricName\s*=\s*"?(\w+)/)?.[1];
}
