/**
 * The structural port between the caching patterns and a driver: the few things the patterns need from an engine's client.
 *
 * A driver routes by key, follows redirections and reconnects by itself. It sets no deadline: the layer above owns those, and a
 * late answer is simply dropped there. What a driver owes instead is to fail fast when it already knows that a node does
 * not answer, so that no queue grows behind a dead or hung node.
 */
export interface Driver {
  /** Sends one command to the node that owns `key` and resolves to its reply. Rejects only with {@link DriverError}. */
  send(args: readonly string[], key: string): Promise<Reply>;
  /** Runs a script by its digest, and by its text on a node that does not have it yet. All keys share the slot of the first. */
  script(script: Script, keys: readonly [string, ...string[]], args: readonly string[]): Promise<Reply>;
  /** Hears about nodes that come and go. Returns the way to stop hearing. */
  onState(listener: (event: NodeStateEvent) => void): () => void;
  /** Replaces connections: one node's or all. New commands use the new ones; those under way on the old ones fail as `down`. */
  recycle(reason: 'stalled' | 'readonly' | 'credentials', node?: string): Promise<void>;
  /** Ends all connections once the commands under way are answered, or after `graceMs` milliseconds. Idempotent. */
  close(graceMs?: number): Promise<void>;
}

/** Replies as RESP3 gives them, strings decoded as UTF-8. */
export type Reply = string | number | boolean | null | readonly Reply[] | { readonly [field: string]: Reply };

export interface Script {
  readonly lua: string;
  /** SHA-1 of `lua`, hexadecimal: what EVALSHA takes. */
  readonly sha1: string;
}

export interface NodeStateEvent {
  /** `host:port`. */
  readonly node: string;
  /** `degraded`: connected, but commands have been waiting for a reply for too long. */
  readonly state: 'ready' | 'degraded' | 'down';
}

/**
 * What can go wrong between here and the engine.
 *
 * `down`: no usable connection, or it broke while the command was under way (the command may have run). `auth`: WRONGPASS or
 * NOAUTH. `denied`: NOPERM, the user may not do this. `readonly`: a replica answered a write. `oom`: memory is full and nothing
 * may be evicted. `unavailable`: the engine answers but cannot serve this slot now (CLUSTERDOWN, LOADING, TRYAGAIN, MASTERDOWN).
 * `closed`: the driver was closed. `reply`: any other error reply.
 */
export type DriverErrorKind = 'down' | 'auth' | 'denied' | 'readonly' | 'oom' | 'unavailable' | 'closed' | 'reply';

export class DriverError extends Error {
  public constructor(
    public readonly kind: DriverErrorKind,
    message: string,
    options?: { readonly cause?: unknown; readonly node?: string },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DriverError';
    this.node = options?.node;
  }

  public readonly node: string | undefined;
}
