/** What a pattern requires of the engine, as data. Access strings and validation are derived from it, never written by hand. */
export interface Needs {
  /** Commands in lower case; a subcommand as `cluster|slots`. */
  readonly commands: readonly string[];
  /** Key patterns, as the engine matches them. */
  readonly keys: readonly string[];
  /** Pub/sub channel patterns. */
  readonly channels: readonly string[];
  /** What the pattern's keys can bear when memory is full. */
  readonly eviction: EvictionNeed;
}

/** `any`: each key may be evicted. `only-with-ttl`: keys without a TTL must stay. `never`: no key may be evicted. */
export type EvictionNeed = 'any' | 'only-with-ttl' | 'never';

/** The needs of several parts together: what one user must be allowed who uses them all. */
export function unionOfNeeds(parts: readonly Needs[]): Pick<Needs, 'commands' | 'keys' | 'channels'> {
  return {
    commands: sortedUnique(parts.flatMap((part) => part.commands)),
    keys: sortedUnique(parts.flatMap((part) => part.keys)),
    channels: sortedUnique(parts.flatMap((part) => part.channels)),
  };
}

function sortedUnique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
