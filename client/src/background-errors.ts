/** Where an error happened that no caller can see. */
export interface BackgroundErrorInfo {
  /** Absent where the connection itself is concerned. */
  readonly namespace?: string;
  /** What was being done, for example `get`, `store`, `topology`. Never contains a key. */
  readonly operation: string;
}

/** Hears about failures that reached no caller. */
export type OnError = (error: unknown, info: BackgroundErrorInfo) => void;

/**
 * The default listener: a warning of the process for the first error of each kind, because a failing cache is easily overlooked when it
 * costs nobody an error, and a warning per error would flood the log of an application whose cache is down.
 */
export function warnOnce(cacheId: string): OnError {
  const seen = new Set<string>();
  return (error, { namespace, operation }) => {
    const { code, kind, name } = error as { code?: unknown; kind?: unknown; name?: unknown };
    const sort = [namespace, operation, code ?? kind ?? name].join('/');
    if (seen.has(sort)) return;
    seen.add(sort);
    const at = namespace === undefined ? operation : `${operation} in namespace ${namespace}`;
    const message = error instanceof Error ? error.message : String(error);
    process.emitWarning(
      `cache ${cacheId}, ${at}: ${message} (further errors of this kind are not shown; see option onError)`,
      {
        type: 'ElastiCacheKitWarning',
        code: typeof code === 'string' ? code : 'CACHE_BACKGROUND',
      },
    );
  };
}

/** A listener that throws must not break what it listens to. */
export function guarded(onError: OnError, fallback: OnError): OnError {
  return (error, info) => {
    try {
      onError(error, info);
    } catch (thrown) {
      fallback(error, info);
      fallback(thrown, { ...info, operation: 'onError' });
    }
  };
}
