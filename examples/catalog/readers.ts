import type { Product } from './product';

/** What a crowd of readers saw. Times in milliseconds. */
export interface Reading {
  readonly reads: number;
  readonly errors: number;
  /** The first few messages, for whoever has to find out why. */
  readonly errorMessages: readonly string[];
  readonly readsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface Crowd {
  /** Ends the reading once every reader has its answer. */
  stop(): Promise<Reading>;
}

/**
 * Starts `readers` concurrent readers. Each asks for one product, looks at it for `thinkMs` milliseconds, and asks for the
 * next: a closed loop, as visitors of a shop are.
 */
export function startReaders(options: {
  readonly readers: number;
  readonly thinkMs: number;
  readonly next: () => number;
  readonly read: (id: number) => Promise<Product | null | undefined>;
}): Crowd {
  const times: number[] = [];
  const errorMessages: string[] = [];
  let errors = 0;
  let stopping = false;
  const started = performance.now();

  const visitor = async (): Promise<void> => {
    while (!stopping) {
      const id = options.next();
      const asked = performance.now();
      try {
        const product = await options.read(id);
        if (product?.id !== id) throw new Error(`asked for product ${id}, got ${product?.id ?? 'nothing'}`);
        times.push(performance.now() - asked);
      } catch (error) {
        errors++;
        if (errorMessages.length < 3) errorMessages.push(String(error));
      }
      await new Promise((resolve) => setTimeout(resolve, options.thinkMs));
    }
  };
  const everyone = Promise.all(Array.from({ length: options.readers }, visitor));

  return {
    async stop() {
      stopping = true;
      await everyone;
      const seconds = (performance.now() - started) / 1000;
      const sorted = Float64Array.from(times).sort();
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      return {
        reads: times.length,
        errors,
        errorMessages,
        readsPerSecond: times.length / seconds,
        p50: at(0.5),
        p99: at(0.99),
        longest: at(1),
      };
    },
  };
}
