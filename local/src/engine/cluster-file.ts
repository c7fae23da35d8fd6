import type { SlotRange } from '../../../lib/model/nodes';
import type { Engine } from './binary';

/** A node as every other node of the cluster knows it. */
export interface ClusterMember {
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** 40 hexadecimal digits, the same for all members of a shard. */
  readonly shardId: string;
  readonly host: string;
  readonly port: number;
  readonly busPort: number;
  readonly tls: boolean;
  /** Id of its primary; absent for a primary. */
  readonly primaryId?: string;
  /** Unique for each primary; a replica has its primary's. */
  readonly epoch: number;
  /** Empty for a replica. */
  readonly slots: readonly SlotRange[];
}

/**
 * The `nodes.conf` of one member, as if it had been in the cluster before: nodes that read a complete one need no CLUSTER MEET, no
 * gossip and no election, and are ready in a third of the time. Format: `clusterLoadConfig` in the engine's sources.
 */
export function renderClusterFile(members: readonly ClusterMember[], self: ClusterMember, engine: Engine): string {
  const lines = members.map((member) => {
    const flags = [...(member === self ? ['myself'] : []), member.primaryId === undefined ? 'master' : 'slave'].join(
      ',',
    );
    const slots = member.slots.map(({ first, last }) => (first === last ? ` ${first}` : ` ${first}-${last}`)).join('');
    return `${member.id} ${address(member, engine)} ${flags} ${member.primaryId ?? '-'} 0 0 ${member.epoch} connected${slots}`;
  });
  const epoch = Math.max(...members.map((member) => member.epoch));
  return `${lines.join('\n')}\nvars currentEpoch ${epoch} lastVoteEpoch 0\n`;
}

function address({ host, port, busPort, tls, shardId }: ClusterMember, engine: Engine): string {
  // Redis before 7.2 knows neither shard ids nor a second port, and takes the one port for the one that the cluster uses.
  if (engine.name === 'redis' && /^7\.[01]\./.test(engine.version)) return `127.0.0.1:${port}@${busPort},${host}`;
  const ports = tls
    ? `127.0.0.1:0@${busPort},${host},tls-port=${port}`
    : `127.0.0.1:${port}@${busPort},${host},tls-port=0`;
  return `${ports},shard-id=${shardId}`;
}
