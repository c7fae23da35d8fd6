import type { CachePlan, NotHonoured } from './plan';
import type { PropertyReader } from './property-reader';

/** Properties of a replication group that describe what a laptop does not have. Those of no consequence to an application are left out. */
const NOT_STARTED: Readonly<Record<string, string>> = {
  AtRestEncryptionEnabled: 'no data is written to disk',
  AutoMinorVersionUpgrade: 'the engine is the one installed on this machine',
  DataTieringEnabled: 'all data stays in memory',
  Durability: 'no data is written to disk',
  GlobalReplicationGroupId: 'the twin is not part of a global datastore',
  KmsKeyId: 'no data is written to disk',
  LogDeliveryConfigurations: "logs stay in the twin's state directory",
  MultiAZEnabled: 'all nodes run on this machine',
  NetworkType: 'nodes listen on 127.0.0.1 only',
  NotificationTopicArn: 'no notifications are sent',
  PreferredMaintenanceWindow: 'there is no maintenance',
  SecurityGroupIds: 'nodes listen on 127.0.0.1 only',
  SnapshotArns: 'the cache starts empty',
  SnapshotName: 'the cache starts empty',
  SnapshotRetentionLimit: 'no snapshots are taken',
  SnapshotWindow: 'no snapshots are taken',
};

/** What this replication group says and the twin does otherwise, from its properties alone. */
export function deviations(plan: CachePlan, reader: PropertyReader): NotHonoured[] {
  const found = (property: string, detail: string): NotHonoured => ({ logicalId: plan.logicalId, property, detail });
  const list = reader.names
    .filter((name) => NOT_STARTED[name] !== undefined && !isOff(reader.written(name)))
    .map((name) => found(name, NOT_STARTED[name] ?? ''));
  if (plan.kind === 'replicated' && plan.shards.some((shard) => shard.replicas > 0)) {
    list.push(found('AutomaticFailoverEnabled', 'a lost primary of a replicated cache is not replaced'));
    list.push(found('ReaderEndPoint', 'leads to the first replica only'));
  }
  if (reader.text('TransitEncryptionMode') === 'preferred') {
    list.push(found('TransitEncryptionMode', 'plain connections are refused: nodes listen with TLS only'));
  }
  list.push(found('Port', 'every node has a port of its own'));
  return list;
}

/** A property that switches nothing on is no deviation. */
function isOff(value: unknown): boolean {
  return value === false || value === 'false' || value === 0 || value === '0' || value === undefined;
}
