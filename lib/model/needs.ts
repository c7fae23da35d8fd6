import type { KeyRule } from './access-parser';

/** What a pattern requires of the engine, as data. Access strings and validation are derived from it, never written by hand. */
export interface Needs {
  /** Commands in lower case; a subcommand as `cluster|slots`. */
  readonly commands: readonly string[];
  /** Those of `commands` that only look: all that somebody gets who may read and not write. */
  readonly reads: readonly string[];
  /** Key patterns, as the engine matches them. */
  readonly keys: readonly string[];
  /** Pub/sub channel patterns. */
  readonly channels: readonly string[];
  /** What the pattern's keys can bear when memory is full. */
  readonly eviction: EvictionNeed;
}

/** `any`: each key may be evicted. `only-with-ttl`: keys without a TTL must stay. `never`: no key may be evicted. */
export type EvictionNeed = 'any' | 'only-with-ttl' | 'never';

/** Whether a user changes what it reaches, or only looks. */
export type AccessRole = 'writer' | 'reader';

/** One part of a user's rights: what a namespace needs, and in which role the user uses it. */
export interface RoleNeeds {
  readonly needs: Needs;
  readonly role: AccessRole;
}

/** What a role is allowed of some needs: a reader the commands that only look, on keys that it cannot change. */
export function allowedTo(role: AccessRole, needs: Needs): AllowedNeeds {
  const isWriter = role === 'writer';
  return {
    commands: isWriter ? needs.commands : needs.reads,
    keys: needs.keys.map((pattern) => ({ pattern, read: true, write: isWriter })),
    channels: needs.channels,
  };
}

export interface AllowedNeeds {
  readonly commands: readonly string[];
  readonly keys: readonly KeyRule[];
  readonly channels: readonly string[];
}

/** Several parts together, each thing once, in a stable order. */
export function unionOfAllowed(parts: readonly AllowedNeeds[]): AllowedNeeds {
  const keys = new Map<string, KeyRule>();
  for (const { pattern, read, write } of parts.flatMap((part) => part.keys)) {
    const known = keys.get(pattern);
    keys.set(pattern, { pattern, read: read || known?.read === true, write: write || known?.write === true });
  }
  return {
    commands: sortedUnique(parts.flatMap((part) => part.commands)),
    keys: [...keys.values()].sort((a, b) => (a.pattern < b.pattern ? -1 : 1)),
    channels: sortedUnique(parts.flatMap((part) => part.channels)),
  };
}

function sortedUnique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
