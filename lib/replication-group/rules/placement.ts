import { known } from '../../cache/known';
import { type Objection, type Rule, unless } from '../../model/finding';
import { HASH_SLOTS } from '../../model/nodes';
import { type ShardPlan, slotsObjection } from '../../model/placement';
import { MAX_REPLICAS_PER_SHARD } from '../../model/topology';
import { isWholeNumber } from '../../model/whole-number';
import type { GroupPlan } from '../plan';

const count: Rule<GroupPlan> = {
  id: 'RG_PLACEMENT_COUNT',
  check: ({ topology: { placement, shards } }) => {
    const wanted = known(shards);
    return unless(placement === undefined || wanted === undefined || placement.length === wanted, {
      given: `${placement?.length} placements for ${shards} shards`,
      allowed: 'one placement for each shard, in order',
      fix: 'Add or remove entries of `placement`; an empty one, {}, leaves its shard to ElastiCache',
    });
  },
};

const slots: Rule<GroupPlan> = {
  id: 'RG_PLACEMENT_SLOTS',
  check: ({ topology: { placement = [] } }) => {
    const all = placement.map((shard) => shard.slots);
    if (all.some((text) => text !== undefined && known(text) === undefined)) return [];
    const objection = slotsObjection(all);
    return unless(objection === undefined, {
      given: objection ?? '',
      allowed: `for all shards together each slot from 0 to ${HASH_SLOTS - 1} exactly once, as '0-99,200-5460'; or no slots at all`,
      fix: 'Leave `slots` out of every placement to have them spread evenly',
    });
  },
};

const replicas: Rule<GroupPlan> = {
  id: 'RG_PLACEMENT_REPLICAS',
  check: ({ topology: { placement = [], replicasPerShard } }) =>
    placement.flatMap((shard, i) => [
      ...unless(
        shard.replicas === replicasPerShard || isWholeNumber(known(shard.replicas), 0, MAX_REPLICAS_PER_SHARD),
        {
          given: `${shard.replicas} replicas for shard ${i + 1}`,
          allowed: `a whole number from 0 to ${MAX_REPLICAS_PER_SHARD}`,
          fix: 'Change `replicas` of its placement',
        },
      ),
      ...zonesOfReplicas(shard, i),
    ]),
};

function zonesOfReplicas(
  { replicaAvailabilityZones: zones, replicas: wanted }: ShardPlan,
  i: number,
): readonly Objection[] {
  return unless(
    zones === undefined || known(zones) === undefined || known(wanted) === undefined || zones.length === wanted,
    {
      given: `${zones?.length} zones for the ${wanted} replicas of shard ${i + 1}`,
      allowed: 'one zone for each replica, or none',
      fix: 'Change `replicaAvailabilityZones` of its placement',
    },
  );
}

const zones: Rule<GroupPlan> = {
  id: 'RG_AVAILABILITY_ZONES_COUNT',
  check: ({ topology: { availabilityZones, replicasPerShard } }) => {
    const wanted = known(replicasPerShard);
    const given = availabilityZones && known(availabilityZones);
    return unless(given === undefined || wanted === undefined || given.length === 1 + wanted, {
      given: `${given?.length} availability zones for ${1 + (wanted ?? 0)} nodes`,
      allowed: 'one zone for each node, the primary first',
      fix: 'Change `availabilityZones` of the topology, or leave it out',
    });
  },
};

const zonesApart: Rule<GroupPlan> = {
  id: 'RG_PLACEMENT_ONE_ZONE',
  check: ({ multiAz, topology: { placement = [], availabilityZones } }) =>
    [availabilityZones, ...placement.map(zonesOfShard)].flatMap((all, i) => {
      if (!multiAz || all === undefined || all.length < 2 || all.some((zone) => known(zone) === undefined)) return [];
      return unless(new Set(all).size > 1, {
        given: `all nodes of ${i === 0 ? 'the cache' : `shard ${i}`} in zone ${all[0]}`,
        allowed: 'at least two zones: a replica beside its primary is lost with it',
        fix: 'Put a replica into another zone',
      });
    }),
};

function zonesOfShard(shard: ShardPlan): readonly string[] | undefined {
  const { primaryAvailabilityZone: primary, replicaAvailabilityZones: others } = shard;
  return primary === undefined || others === undefined || known(others) === undefined
    ? undefined
    : [primary, ...others];
}

/** Nodes, zones and slots by hand. */
export const PLACEMENT_RULES: readonly Rule<GroupPlan>[] = [count, slots, replicas, zones, zonesApart];
