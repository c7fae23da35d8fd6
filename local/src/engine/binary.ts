import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { TwinError } from '../errors';
import type { EngineName } from '../template/plan';

/** An engine that is installed on this machine. */
export interface Engine {
  readonly name: EngineName;
  readonly path: string;
  /** `major.minor.patch`. */
  readonly version: string;
}

const run = promisify(execFile);

const BINARY = { valkey: 'valkey-server', redis: 'redis-server', memcached: 'memcached' } as const;

/** ACL rules for subcommands and the separate bus port exist from Redis 7.0 on, from which Valkey descends. */
const OLDEST_MAJOR = 7;

/** Memcached's meta commands exist from here on. */
const OLDEST_MEMCACHED = [1, 6] as const;

/**
 * Finds the engine on the PATH: the one that the template names; of Valkey and Redis, else the other one of the two.
 *
 * @throws TwinError ENGINE_MISSING, ENGINE_UNSUITABLE
 */
export async function findEngine(wanted: EngineName): Promise<Engine> {
  if (wanted === 'memcached') return findMemcached();
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

async function findMemcached(): Promise<Engine> {
  const path = await onPath(BINARY.memcached);
  if (path === undefined) {
    throw new TwinError(
      'ENGINE_MISSING',
      `${BINARY.memcached} is not on the PATH; install it: \`npm run engines\` in a clone of the kit, ` +
        '`apt-get install memcached` (Debian, Ubuntu) or `brew install memcached` (macOS)',
    );
  }
  const said = await say(path, '-V');
  const version = /memcached (\d+\.\d+\.\d+)/.exec(said)?.[1];
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST_MEMCACHED;
  if (version !== undefined && (major > oldest || (major === oldest && minor >= oldestMinor))) {
    return { name: 'memcached', path, version };
  }
  throw new TwinError(
    'ENGINE_UNSUITABLE',
    `${path} must be Memcached ${OLDEST_MEMCACHED.join('.')} or later; it says: ${said.trim()}`,
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
  const said = await say(path, '--version');
  const version = /v=(\d+\.\d+\.\d+)/.exec(said)?.[1];
  if (version !== undefined && Number(version.split('.')[0]) >= OLDEST_MAJOR) return version;
  throw new TwinError('ENGINE_UNSUITABLE', `${path} must be Valkey, or Redis 7.0 or later; it says: ${said.trim()}`);
}

async function say(path: string, option: string): Promise<string> {
  const { stdout } = await run(path, [option]).catch((cause: unknown) => {
    throw new TwinError('ENGINE_UNSUITABLE', `${path} ${option} fails; reinstall the package it belongs to`, { cause });
  });
  return stdout;
}
