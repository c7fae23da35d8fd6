import type { DeadlineEntry, DeadlineQueue } from './deadline-queue';

class Waiting<T> implements DeadlineEntry {
  public since = 0;
  public older: DeadlineEntry | undefined;
  public newer: DeadlineEntry | undefined;
  public waiting = false;

  public constructor(
    private readonly reject: (error: unknown) => void,
    private readonly late: () => Error,
    public readonly resolve: (value: T) => void,
  ) {}

  public expire(): void {
    this.reject(this.late());
  }
}

/**
 * Settles as `work` does, or rejects with `late()` when the queue's deadline passes first. A result that comes after that is
 * dropped: its caller has been told.
 */
export function within<T>(deadlines: DeadlineQueue, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const entry = new Waiting<T>(reject, late, resolve);
    deadlines.add(entry);
    work.then(
      (value) => {
        if (deadlines.remove(entry)) resolve(value);
      },
      (error: Error) => {
        if (deadlines.remove(entry)) reject(error);
      },
    );
  });
}
