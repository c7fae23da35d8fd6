import { encodeValue } from '../../../../client/src/envelope';
import type { CacheAside } from '../../../../client/src/patterns/cache-aside';
import { ManualClock, turn } from './manual-clock';
import { PausedEngine } from './paused-engine';
import { deferred, NAMESPACE, namespaceOver } from './world';

/** `change` writes the record in the origin and then deletes it from the cache, as applications do. All steps are for one id. */
export interface Step {
  readonly process: string;
  readonly do: 'get' | 'change';
  /** Begins only when the actor's earlier steps have completed; otherwise as soon as they have begun. */
  readonly after?: 'completion';
}

export type Actor = readonly Step[];

/** Whether the engine holds the record's first version to begin with. */
export type Start = 'empty' | 'cached';

/** Picks one of `count` things that may happen next. */
export type Choose = (count: number) => number;

export interface Played {
  /** What happened, in order. */
  readonly trace: readonly string[];
  /** Gets that returned something older than an invalidation that had completed before they began. */
  readonly stale: readonly string[];
  /** Loads per process. */
  readonly loads: number;
}

const ID = '7';
const KEY = `${NAMESPACE.keyPrefix}${ID}`;
/** Longest chain of events before a run counts as stuck. */
const MOST_MOVES = 400;

/**
 * Plays actors against one paused engine. Commands run, replies arrive, loads end and calls begin in the order that `choose` says,
 * each in a turn of its own; time passes only when nothing else can happen. A load returns the record as it was when the load began.
 */
export async function play(actors: readonly Actor[], choose: Choose, start: Start = 'empty'): Promise<Played> {
  const world = new World();
  if (start === 'cached') world.engine.put(KEY, encodeValue(world.record, { createdAt: 0, loadMs: 0 }));
  const scripts = actors.map((steps, at) => new Script(`actor ${at + 1}`, steps, world));
  for (let moves = 0; ; moves++) {
    await turn();
    const open = [...scripts.flatMap((script) => script.moves()), ...world.moves()];
    if (open.length === 0 && scripts.every((script) => script.finished)) break;
    if (moves > MOST_MOVES) throw new Error(`stuck after:\n${world.trace.join('\n')}`);
    if (open.length === 0) world.clock.next();
    else open[choose(open.length)]?.();
  }
  return { trace: world.trace, stale: world.stale, loads: world.loads };
}

class World {
  public readonly clock = new ManualClock();
  public readonly engine = new PausedEngine(this.clock);
  public readonly trace: string[] = [];
  public readonly stale: string[] = [];
  public loads = 0;
  public record = 1;
  /** The record as it was when the latest completed invalidation began. */
  public invalidated = 0;
  readonly #loading: { readonly name: string; readonly finish: () => void }[] = [];
  readonly #processes = new Map<string, CacheAside<number>>();

  public process(name: string): CacheAside<number> {
    let cache = this.#processes.get(name);
    if (cache === undefined) {
      const load = (): Promise<number> => this.#load(name);
      const options = { load, cacheDeadline: { soft: '1h', hard: '2h' }, lease: '2s', loaderDeadline: '1h' } as const;
      cache = namespaceOver<number>(this.engine.driver(name), options, { clock: this.clock, random: () => 0 }).cache;
      this.#processes.set(name, cache);
    }
    return cache;
  }

  public moves(): (() => void)[] {
    const commands = this.engine.commands.map((command) => () => {
      const moved = command.state === 'sent' ? 'runs' : 'is answered';
      this.trace.push(`${command.name} of ${command.client} ${moved}`);
      if (command.state === 'sent') command.run();
      else command.answer();
    });
    const loads = this.#loading.map((load) => () => {
      this.trace.push(`${load.name} ends`);
      this.#loading.splice(this.#loading.indexOf(load), 1);
      load.finish();
    });
    return [...commands, ...loads];
  }

  #load(process: string): Promise<number> {
    const { promise, resolve } = deferred<number>();
    const seen = this.record;
    this.loads += 1;
    const name = `load of ${seen} in ${process}`;
    this.trace.push(`${name} begins`);
    this.#loading.push({ name, finish: () => resolve(seen) });
    return promise;
  }
}

class Script {
  #next = 0;
  #running = 0;

  public constructor(
    private readonly name: string,
    private readonly steps: Actor,
    private readonly world: World,
  ) {}

  public get finished(): boolean {
    return this.#next === this.steps.length && this.#running === 0;
  }

  public moves(): (() => void)[] {
    const step = this.steps[this.#next];
    if (step === undefined || (step.after === 'completion' && this.#running > 0)) return [];
    return [
      () => {
        this.#next += 1;
        this.#running += 1;
        void this.#perform(step).finally(() => (this.#running -= 1));
      },
    ];
  }

  async #perform(step: Step): Promise<void> {
    const { world } = this;
    const what = `${this.name}: ${step.do} in ${step.process}`;
    world.trace.push(`${what} begins`);
    if (step.do === 'change') {
      world.record += 1;
      const record = world.record;
      await world.process(step.process).delete(ID);
      world.invalidated = Math.max(world.invalidated, record);
      world.trace.push(`${what} is complete`);
    } else {
      const atLeast = world.invalidated;
      const value = await world.process(step.process).get(ID);
      world.trace.push(`${what} returns ${value}`);
      if (value < atLeast)
        world.stale.push(`${what} returned ${value}, but ${atLeast} was invalidated before it began`);
    }
  }
}

/** Every order in which the actors' events can happen, each played once; stops at the first run that `failed` names. */
export async function exploreAll(
  actors: readonly Actor[],
  start: Start,
  failed: (played: Played) => string | undefined,
): Promise<{ readonly schedules: number; readonly failure?: string }> {
  let prefix: number[] = [];
  for (let schedules = 1; ; schedules++) {
    const widths: number[] = [];
    const taken: number[] = [];
    const played = await play(
      actors,
      (count) => {
        const choice = prefix[taken.length] ?? 0;
        widths.push(count);
        taken.push(choice);
        return choice;
      },
      start,
    );
    const failure = failed(played);
    if (failure !== undefined) return { schedules, failure: `${failure}\n${played.trace.join('\n')}` };
    let last = taken.length - 1;
    while (last >= 0 && (taken[last] ?? 0) + 1 >= (widths[last] ?? 0)) last -= 1;
    if (last < 0) return { schedules };
    prefix = [...taken.slice(0, last), (taken[last] ?? 0) + 1];
  }
}
