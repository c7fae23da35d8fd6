import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { TwinError } from '../errors';

/** An engine that is installed on this machine. */
export interface Engine {
  readonly name: 'valkey' | 'redis';
  readonly path: string;
  /** `major.minor.patch`. */
  readonly version: string;
}

const run = promisify(execFile);

const BINARY = { valkey: 'valkey-server', redis: 'redis-server' } as const;

/** ACL rules for subcommands and the separate bus port exist from Redis 7.0 on, from which Valkey descends. */
const OLDEST_MAJOR = 7;

/**
 * Finds the engine on the PATH: the one that the template names, else the other one of the two.
 *
 * @throws TwinError ENGINE_MISSING, ENGINE_UNSUITABLE
 */
export async function findEngine(wanted: 'valkey' | 'redis'): Promise<Engine> {
  const order = wanted === 'redis' ? (['redis', 'valkey'] as const) : (['valkey', 'redis'] as const);
  for (const name of order) {
    const path = await onPath(BINARY[name]);
    if (path !== undefined) return { name, path, version: await versionOf(path) };
  }
  throw new TwinError(
    'ENGINE_MISSING',
    `neither ${BINARY.valkey} nor ${BINARY.redis} is on the PATH; install Valkey: \`npm run engines\` in a clone of the kit, ` +
      '`apt-get install valkey-server` (Debian 13, Ubuntu 24.04; on Debian 12 from bookworm-backports) or `brew install valkey` (macOS)',
  );
}

async function onPath(binary: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '')) {
    const path = join(folder, binary);
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false, // not here: the next folder may have it
    );
    if (executable) return path;
  }
  return undefined;
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version']).catch((cause: unknown) => {
    throw new TwinError('ENGINE_UNSUITABLE', `${path} --version fails; reinstall the package it belongs to`, { cause });
  });
  const version = /v=(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version !== undefined && Number(version.split('.')[0]) >= OLDEST_MAJOR) return version;
  throw new TwinError('ENGINE_UNSUITABLE', `${path} must be Valkey, or Redis 7.0 or later; it says: ${stdout.trim()}`);
}
