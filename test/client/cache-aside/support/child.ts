import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './valkey';

export interface Answers {
  readonly answers: number;
  readonly loadedBy: readonly number[];
  readonly trouble: readonly string[];
}

/** One process of the fleet, see `loading-process.ts`. */
export class LoadingProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  #errors = '';

  public constructor(port: number, gets: number, loadMs: number) {
    const tsx = require.resolve('tsx');
    const script = join(__dirname, 'loading-process.ts');
    const args = ['--import', tsx, script, String(port), String(gets), String(loadMs)];
    this.#child = spawn(process.execPath, args);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#lines.push(line));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()));
  }

  public get loads(): number {
    return this.#lines.filter((line) => line === 'load').length;
  }

  public ready(): Promise<unknown> {
    return this.#said((lines) => lines.includes('ready'));
  }

  public loading(): Promise<unknown> {
    return this.#said(() => this.loads > 0);
  }

  public go(): void {
    this.#child.stdin.write('go\n');
  }

  public async answers(): Promise<Answers> {
    const lines = await this.#said((said) => said.some((line) => line.startsWith('{')));
    return JSON.parse(lines.find((line) => line.startsWith('{')) ?? '') as Answers;
  }

  /** SIGKILL: nothing is given up, nothing is cleaned up. */
  public async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async #said(enough: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
    try {
      return await until(() => [...this.#lines], enough, 25_000);
    } catch (error) {
      throw new Error(`${String(error)}\n${this.#errors}`, { cause: error });
    }
  }
}
