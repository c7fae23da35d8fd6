import type { Needs } from '../needs';

/**
 * What counting unique visitors asks of the engine: a HyperLogLog for each period.
 *
 * Counting in is PFADD and PEXPIRE, the count of one or several periods PFCOUNT, a longer period from shorter ones PFMERGE.
 *
 * The counts are estimates and end by themselves; an evicted period counts from zero.
 */
export function uniqueVisitorsNeeds(keyPrefix: string): Needs {
  return {
    commands: ['pfadd', 'pfcount', 'pfmerge', 'pexpire'],
    reads: ['pfcount'],
    keys: [`${keyPrefix}*`],
    channels: [],
    eviction: 'any',
  };
}
