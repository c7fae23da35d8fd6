/** A template is not as a test expects it. */
class CacheAssertionError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'CacheAssertionError';
  }
}

/** Ends an assertion: what was expected, and what the template has. */
export function fail(message: string): never {
  throw new CacheAssertionError(message);
}

/** A value as a test's reader wants to see it. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** A list as text, or a word for an empty one. */
export function listed(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}
