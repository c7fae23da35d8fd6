/** How to start a twin. All optional. */
export interface TwinOptions {
  /** Which stack of a cloud assembly: its name, its id or its path. Default: the only one with caches. */
  readonly stack?: string;
  /** Name of the stack that the outputs are listed under. Default: what the source says; `Twin` for a template object. */
  readonly stackName?: string;
  /** Values for template parameters, by name. Default: the template's defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Folder for the twin's files; one twin at a time. Default: a fresh temporary folder, removed by `stop()`. */
  readonly stateDir?: string;
  /**
   * First of the ports, which is the main endpoint's; the nodes take the following ones, all of which must be free. Default: any free ports.
   */
  readonly basePort?: number;
  /** Memory of each node, in MiB. Default: 64. */
  readonly maxMemoryMiB?: number;
  /** After how many milliseconds without an answer a sharded cache takes a node for lost. Default: 2000. */
  readonly nodeTimeoutMs?: number;
  /** In milliseconds, until every node serves. Default: 30 000. */
  readonly startDeadlineMs?: number;
  /** Hears what is being done while the twin starts. */
  readonly onProgress?: (progress: Progress) => void;
  /** Gives up a start that is under way; everything that was started is stopped. */
  readonly signal?: AbortSignal;
}

/** One step of a start. */
export interface Progress {
  readonly step: 'template' | 'engines' | 'cluster' | 'ready';
  /** For a person. */
  readonly text: string;
}

export const DEFAULTS = { maxMemoryMiB: 64, nodeTimeoutMs: 2000, startDeadlineMs: 30_000 } as const;
