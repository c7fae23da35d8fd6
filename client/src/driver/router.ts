import type { Connection } from './connection';
import type { Endpoint } from './endpoint';
import type { Redirection } from './failure';
import type { EngineNode } from './node';

/** Decides which node serves a key, and keeps that knowledge fresh. */
export interface Router {
  /** The node for a key; undefined where nobody serves its slot at the moment. On the hot path. */
  route(key: string): EngineNode | undefined;
  /** Learns who serves what and opens connections there. Rejects with the reason where nothing could be reached. */
  connect(signal: AbortSignal): Promise<void>;
  /** A node said that another one serves the slot. Returns that one, open. */
  follow(redirection: Redirection): EngineNode;
  /** `connection` answered a write with READONLY: its node is a replica now. */
  demoted(node: EngineNode, connection: Connection): void;
  /** Something is wrong: look again soon. */
  troubled(): void;
  nodes(): Iterable<EngineNode>;
  /** Number of slots that `node` serves. */
  slotsOf(node: EngineNode): number;
  close(graceMs: number): Promise<void>;
}

/** What a router needs from the driver around it. */
export interface RouterContext {
  dial(endpoint: Endpoint, signal: AbortSignal, withinMs?: number): Promise<Connection>;
  stateChanged(node: EngineNode): void;
  onError(error: unknown): void;
}

/** A replica's connection is replaced at most this often, in milliseconds: the name may still resolve to it. */
export const DEMOTION_PAUSE_MS = 250;
