import type { DeadlineEntry } from '../../resilience/deadline-queue';
import type { LoadId } from './key';

/** The turn of a wave whose question has not been sent yet: everybody may still join it. */
export const UNSENT = -1;

/**
 * Callers of one id who get one answer: those of one turn of the event loop, or those who came while an earlier question
 * for the id was under way.
 */
export class Wave<V, Id extends LoadId> implements DeadlineEntry {
  public readonly promise: Promise<V>;
  public resolve!: (value: V | PromiseLike<V>) => void;
  public reject!: (error: unknown) => void;

  /** The turn in which its GET was sent. */
  public turn = UNSENT;
  /** How often its answer turned out to be possibly older than its callers. */
  public reruns = 0;
  /** The callers who came after its GET was sent. */
  public next: Wave<V, Id> | undefined = undefined;
  /** The next one in its chain of the table of waves. */
  public sibling: Wave<V, Id> | undefined = undefined;

  public since = 0;
  public older: DeadlineEntry | undefined = undefined;
  public newer: DeadlineEntry | undefined = undefined;
  public waiting = false;

  /**
   * @param text the id as text
   * @param hash of `text`
   * @param onDeadline hears that the GET was not answered in time
   */
  public constructor(
    public readonly key: string,
    public readonly id: Id,
    public readonly text: string,
    public readonly hash: number,
    private readonly onDeadline: (wave: Wave<V, Id>) => void,
  ) {
    this.promise = new Promise<V>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  public expire(): void {
    this.onDeadline(this);
  }
}
