import type { TwinRecord } from '../state/record';
import type { Progress, TwinOptions } from '../twin/options';

/** What `up` asks of a supervisor: what startTwin() takes, as far as it travels between processes. */
export interface StartRequest {
  readonly source: string;
  readonly options: Omit<TwinOptions, 'onProgress' | 'signal'>;
}

/** What a supervisor reports. */
export type SupervisorReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ready'; readonly record: TwinRecord }
  | { readonly kind: 'failed'; readonly code?: string; readonly message: string };
