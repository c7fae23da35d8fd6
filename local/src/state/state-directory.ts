import { rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { link, mkdir, mkdtemp, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TwinError } from '../errors';
import { commandLineOf, signalAlive, startOf } from '../engine/process-table';
import { readRecord, type TwinRecord } from './record';

/** Files of a twin that others read. */
export const STATE_FILE = {
  owner: 'owner.json',
  record: 'twin.json',
  outputs: 'outputs.json',
  secrets: 'secrets.json',
  authority: 'ca.pem',
  /** A folder for each cache, and in it one for each node. */
  caches: 'caches',
} as const;

/** The process that owns a twin, told apart from a later one with the same number. */
interface Owner {
  readonly pid: number;
  readonly start: string;
}

/** The folder in which one twin keeps its files: readable by its owner only, and owned by one process at a time. */
export class StateDirectory {
  #onExit: (() => void) | undefined;

  private constructor(public readonly path: string) {}

  /** A fresh folder among the machine's temporary files, removed at the latest when this process exits. */
  public static async temporary(): Promise<StateDirectory> {
    const state = new StateDirectory(await mkdtemp(join(tmpdir(), 'elasticache-kit-')));
    // Secrets lie in it. Its engines, ended by the same exit, may still be writing.
    state.#onExit = () => rmSync(state.path, { recursive: true, force: true, maxRetries: 3 });
    process.once('exit', state.#onExit);
    await state.#claim();
    return state;
  }

  /**
   * The folder at `path`, made where it is missing. What a twin left there that was not stopped is cleaned up.
   *
   * @throws TwinError TWIN_ALREADY_RUNNING, STATE_UNUSABLE
   */
  public static async at(path: string): Promise<StateDirectory> {
    const state = new StateDirectory(resolve(path));
    await mkdir(state.path, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
      throw new TwinError(
        'STATE_UNUSABLE',
        `${state.path} cannot be made: ${(cause as Error).message}; choose another folder`,
        { cause },
      );
    });
    await state.#claim();
    return state;
  }

  public file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** Writes a file that only its owner can read. It appears whole or not at all. */
  public async write(name: string, text: string): Promise<string> {
    const path = this.file(name);
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return path;
  }

  /** Removes what the twin has written, and the folder if nothing else is in it. */
  public async remove(): Promise<void> {
    await this.#clear(true);
    if (this.#onExit !== undefined) process.off('exit', this.#onExit);
    await rmdir(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    });
  }

  /** Only files of the twin's own: the folder was chosen by somebody, and may hold more. The owner's mark goes last. */
  async #clear(withMark: boolean): Promise<void> {
    for (const name of Object.values(STATE_FILE).filter((file) => file !== STATE_FILE.owner)) {
      await rm(this.file(name), { recursive: true, force: true });
    }
    if (withMark) await rm(this.file(STATE_FILE.owner), { force: true });
  }

  async #claim(): Promise<void> {
    const mark = this.file(STATE_FILE.owner);
    const own = `${mark}.${randomUUID()}`;
    const start = await startOf(process.pid);
    try {
      await writeFile(own, `${JSON.stringify({ pid: process.pid, start: start ?? '' } satisfies Owner)}\n`, {
        mode: 0o600,
      });
      for (let attempt = 0; attempt < 3; attempt++) {
        // A link appears whole and fails where another is: of several processes, one gets it.
        const taken = await link(own, mark).then(
          () => false,
          (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST') return true;
            throw error;
          },
        );
        if (!taken) return await this.#clear(false);
        await this.#takeOver(mark);
      }
    } catch (cause) {
      if (cause instanceof TwinError) throw cause;
      throw new TwinError(
        'STATE_UNUSABLE',
        `${this.path} cannot be used: ${(cause as Error).message}; choose another folder`,
        { cause },
      );
    } finally {
      await rm(own, { force: true });
    }
    throw new TwinError(
      'TWIN_ALREADY_RUNNING',
      `another process is just starting a twin in ${this.path}; wait for it, or stop it first`,
    );
  }

  /** Removes the mark of an owner that has ended, and what it left running. */
  async #takeOver(mark: string): Promise<void> {
    const seen = await readFile(mark, 'utf8').catch(() => undefined); // removed meanwhile: try again
    if (seen === undefined) return;
    const owner = await ownerOf(seen);
    const record = await readRecord(this.file(STATE_FILE.record));
    if (owner !== undefined) {
      throw new TwinError(
        'TWIN_ALREADY_RUNNING',
        `${record === undefined ? 'a twin' : `the twin of stack ${record.stackName}`} is running in ${this.path} (process ${owner}); ` +
          'stop it first: elasticache-kit down',
      );
    }
    await killLeftovers(record, this.path);
    const aside = `${mark}.${randomUUID()}`;
    const moved = await rename(mark, aside).then(
      () => true,
      () => false, // another process was faster: try again
    );
    if (moved && (await readFile(aside, 'utf8')) !== seen) await link(aside, mark); // it was: the mark is that process's own
    await rm(aside, { force: true });
  }
}

/** Number of the process that owns the twin in this folder; `undefined` where none is running. */
export async function runningOwner(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, STATE_FILE.owner), 'utf8').catch(() => undefined); // never claimed
  if (text === undefined) return undefined;
  return ownerOf(text);
}

async function ownerOf(text: string): Promise<number | undefined> {
  const owner = parseOwner(text);
  return owner !== undefined && (await startOf(owner.pid)) === owner.start ? owner.pid : undefined;
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined; // the machine went down while it was written: nobody owns it
  }
}

/** Kills engines that outlived their twin, each only if its own command line says that it is one of this folder's. */
async function killLeftovers(record: TwinRecord | undefined, folder: string): Promise<void> {
  for (const { pid } of (record?.caches ?? []).flatMap((cache) => cache.nodes)) {
    const command = await commandLineOf(pid);
    if (command?.includes(`${folder}/`) === true && /(valkey|redis)-server|memcached/.test(command))
      signalAlive(pid, 'SIGKILL');
  }
}
