/**
 * Every error that this package raises on its own account. `code` is stable and part of the contract; the message says what
 * was found, what is allowed and what to do, and never carries a secret.
 */
export class CacheError extends Error {
  public constructor(
    public readonly code: CacheErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${code}: ${message}`, options);
    this.name = 'CacheError';
  }
}

export type CacheErrorCode =
  | 'MANIFEST_NOT_FOUND'
  | 'MANIFEST_AMBIGUOUS'
  | 'MANIFEST_UNREADABLE'
  | 'CONSUMER_UNKNOWN'
  | 'SECRET_UNREADABLE'
  | 'AWS_SDK_MISSING'
  | 'NAMESPACE_UNKNOWN'
  | 'NAMESPACE_PATTERN'
  | 'KIND_UNSUPPORTED'
  | 'AUTH_FAILED'
  | 'AUTH_UNSUPPORTED'
  | 'CONNECT_FAILED'
  | 'DURATION_INVALID'
  | 'KEY_INVALID'
  | 'VALUE_NOT_CACHEABLE'
  | 'ENTRY_UNREADABLE'
  | 'OPTION_INVALID'
  | 'CACHE_DEADLINE'
  | 'CACHE_UNAVAILABLE'
  | 'LOADER_DEADLINE'
  | 'LOADS_EXCEEDED'
  | 'CLOSED';
