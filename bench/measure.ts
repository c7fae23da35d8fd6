/** One way to read a value by its number. */
export interface Contender {
  readonly name: string;
  read(index: number): Promise<unknown>;
}

export interface Rate {
  readonly name: string;
  /** Reads per second, median over the repetitions. */
  readonly perSecond: number;
  /** Processor time of this process per read, microseconds, median over the repetitions. */
  readonly cpuMicros: number;
}

export interface Plan {
  readonly concurrency: number;
  readonly keys: number;
  /** Milliseconds of each repetition. */
  readonly repetitionMs: number;
  readonly repetitions: number;
}

/** Runs the contenders in turn, repetition by repetition, so that a slower moment of the machine meets all of them. */
export async function compare(contenders: readonly Contender[], plan: Plan): Promise<Rate[]> {
  const seen = contenders.map(({ name }) => ({ name, rates: [] as number[], cpu: [] as number[] }));
  for (let repetition = -1; repetition < plan.repetitions; repetition++) {
    for (const [at, contender] of contenders.entries()) {
      const { perSecond, cpuMicros } = await run(contender, plan);
      if (repetition < 0) continue; // warm-up
      seen[at]?.rates.push(perSecond);
      seen[at]?.cpu.push(cpuMicros);
    }
  }
  return seen.map(({ name, rates, cpu }) => ({ name, perSecond: median(rates), cpuMicros: median(cpu) }));
}

async function run(contender: Contender, plan: Plan): Promise<Omit<Rate, 'name'>> {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const end = startedAt + plan.repetitionMs;
  let reads = 0;
  const reader = async (first: number): Promise<void> => {
    // A stride that shares no factor with the number of keys visits all of them, and no two readers the same at a time.
    for (let index = first; performance.now() < end; index = (index + 7919) % plan.keys) {
      await contender.read(index);
      reads += 1;
    }
  };
  await Promise.all(
    Array.from({ length: plan.concurrency }, (_, n) => reader(Math.floor((n * plan.keys) / plan.concurrency))),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (reads * 1000) / (performance.now() - startedAt), cpuMicros: (user + system) / reads };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
