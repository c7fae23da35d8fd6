/** The driver's times and limits. Milliseconds unless the name says otherwise. */
export interface DriverSettings {
  /** Commands are waiting and none was answered for this long: the node is stalled, new commands fail at once. */
  readonly stallMs: number;
  /** Stalled for this long: the connection itself may be dead (half-open TCP), so a fresh one is opened beside it. */
  readonly replaceMs: number;
  /** Longest time for one attempt to connect: name resolution, TCP, TLS, HELLO. */
  readonly dialMs: number;
  /** Pause before the next attempt to connect: doubles from `min` to `max`, shortened at random by up to half. */
  readonly redial: { readonly minMs: number; readonly maxMs: number };
  /** Pause between two looks at the topology while something is wrong: random between both. */
  readonly refresh: { readonly minMs: number; readonly maxMs: number };
  /** Longest wait for one node's answer to CLUSTER SLOTS before the next node is asked. */
  readonly askMs: number;
  /** A connection without traffic for this long is asked for a sign of life. */
  readonly heartbeatMs: number;
  /** Most commands that may wait for replies on one connection; a count. More fail at once instead of filling the heap. */
  readonly maxPending: number;
  /** Most redirections and repetitions of one command; a count. */
  readonly maxHops: number;
}

export const DEFAULT_SETTINGS: DriverSettings = {
  stallMs: 150,
  replaceMs: 750,
  dialMs: 2_000,
  redial: { minMs: 50, maxMs: 500 },
  refresh: { minMs: 100, maxMs: 250 },
  askMs: 500,
  heartbeatMs: 15_000,
  maxPending: 100_000,
  maxHops: 5,
};

/** A pause that grows with the attempts and differs between clients, so that a restarted node is not met by all of them at once. */
export function redialPause(attempt: number, { minMs, maxMs }: DriverSettings['redial'], random = Math.random): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 16));
  return Math.max(minMs / 2, ceiling * (0.5 + random() / 2));
}
