import { createHash } from 'node:crypto';
import { type Driver, type DriverError, type Reply } from '../../../../client/src/driver/port';
import { RELEASE, RENEW, SEIZE, STORE } from '../../../../client/src/patterns/cache-aside/scripts';
import type { ManualClock } from './manual-clock';

/** A command on its way: it runs when the test says so, and its reply arrives when the test says so. */
export interface Command {
  readonly client: string;
  readonly name: string;
  readonly args: readonly string[];
  state: 'sent' | 'run' | 'answered';
  run(): void;
  answer(): void;
  fail(error: DriverError): void;
}

/** An engine of one process's memory, whose every step the test controls: what runs when, and which reply arrives when. */
export class PausedEngine {
  /** Commands that are not answered yet, in the order in which they were sent. */
  public readonly commands: Command[] = [];
  /** Names of all commands ever sent. */
  public readonly sent: string[] = [];
  readonly #values = new Map<string, { readonly text: string; readonly until: number }>();

  public constructor(private readonly clock: ManualClock) {}

  public driver(client: string): Driver {
    return {
      send: (args) => this.#send(client, args[0] ?? '', args.slice(1)),
      script: (script, keys, args) => this.#send(client, script.sha1, [...keys, ...args]),
      onState: () => () => undefined,
      recycle: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }

  public peek(key: string): string | null {
    const value = this.#values.get(key);
    if (value === undefined) return null;
    if (value.until > this.clock.now()) return value.text;
    this.#values.delete(key);
    return null;
  }

  public put(key: string, text: string, ttlMs = Infinity): void {
    this.#values.set(key, { text, until: this.clock.now() + ttlMs });
  }

  /** Runs and answers whatever is on its way, in order; by one client or by all. */
  public serve(client?: string): void {
    for (const command of [...this.commands]) {
      if (client !== undefined && command.client !== client) continue;
      command.run();
      command.answer();
    }
  }

  /** The client's process died: its commands are never answered, those not yet run never run. */
  public forget(client: string): void {
    this.commands.splice(0, this.commands.length, ...this.commands.filter((command) => command.client !== client));
  }

  #send(client: string, name: string, args: readonly string[]): Promise<Reply> {
    this.sent.push(NAMES.get(name) ?? name);
    return new Promise((resolve, reject) => {
      let reply: Reply = null;
      const settle = (): void => {
        command.state = 'answered';
        const at = this.commands.indexOf(command);
        if (at !== -1) this.commands.splice(at, 1);
      };
      const command: Command = {
        client,
        name: NAMES.get(name) ?? name,
        args,
        state: 'sent',
        run: () => {
          if (command.state !== 'sent') return;
          command.state = 'run';
          reply = this.#execute(command.name, args);
        },
        answer: () => {
          if (command.state === 'answered') return;
          settle();
          resolve(reply);
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      this.commands.push(command);
    });
  }

  #execute(name: string, args: readonly string[]): Reply {
    const [key = '', a = '', b = '', c = ''] = args;
    const held = this.peek(key);
    switch (name) {
      case 'GET':
        return held;
      case 'DEL':
        return this.#values.delete(key) ? 1 : 0;
      case 'SET':
        if (!args.includes('NX')) this.put(key, a, Number(args[args.indexOf('PX') + 1]));
        else if (held === null) this.put(key, a, Number(args[args.indexOf('PX') + 1]));
        return args.includes('NX') ? held : 'OK';
      case 'store':
        if (held !== a) return 0;
        this.put(key, b, Number(c));
        return 1;
      case 'renew':
        if (held !== a) return 0;
        this.put(key, a, Number(b));
        return 1;
      case 'release':
        if (held !== a) return 0;
        this.#values.delete(key);
        return 1;
      case 'seize': {
        const digest = createHash('sha1')
          .update(held ?? '')
          .digest('hex');
        if (held !== null && digest !== c) return [held, digest];
        this.put(key, a, Number(b));
        return null;
      }
      default:
        throw new Error(`the paused engine does not know ${name}`);
    }
  }
}

const NAMES = new Map([
  [STORE.sha1, 'store'],
  [RENEW.sha1, 'renew'],
  [RELEASE.sha1, 'release'],
  [SEIZE.sha1, 'seize'],
]);
