import { readFile } from 'node:fs/promises';
import type { CacheKind, NotHonoured } from '../template/plan';

/** What a running twin says of itself, in its state directory. No secrets. */
export interface TwinRecord {
  readonly version: 1;
  readonly stackName: string;
  /** Process that owns the engines. */
  readonly pid: number;
  readonly outputsFile: string;
  readonly secretsFile: string;
  readonly caFile?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly caches: readonly CacheRecord[];
  readonly notHonoured: readonly NotHonoured[];
}

export interface CacheRecord {
  readonly logicalId: string;
  readonly cacheId: string;
  readonly kind: CacheKind;
  /** What runs, for example `Valkey 8.0.1`. */
  readonly engine: string;
  readonly tls: boolean;
  readonly endpoint: { readonly host: string; readonly port: number };
  /** For reads that may be stale; where the cache has such an endpoint. */
  readonly reader?: { readonly host: string; readonly port: number };
  readonly nodes: readonly NodeRecord[];
}

export interface NodeRecord {
  readonly id: string;
  /** What ElastiCache calls it. */
  readonly name: string;
  /** From 1. */
  readonly shard: number;
  /** When the twin was started. */
  readonly role: 'primary' | 'replica';
  readonly host: string;
  readonly port: number;
  readonly pid: number;
}

/** The record of the twin in a state directory; `undefined` where there is none that can be read. */
export async function readRecord(path: string): Promise<TwinRecord | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined); // no twin was ready here
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as TwinRecord;
    return record.version === 1 ? record : undefined;
  } catch {
    return undefined; // not ours: a record appears whole or not at all
  }
}
