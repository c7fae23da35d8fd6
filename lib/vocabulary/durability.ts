/** Whether writes are kept in a log over several zones: Valkey 9.0 and newer, sharded caches with replicas. */
export enum Durability {
  /** A write is answered before it is in the log: up to 10 seconds of writes can be lost. */
  ASYNC = 'async',
  /** A write is answered once it is in the log. */
  SYNC = 'sync',
  /** No log. */
  DISABLED = 'disabled',
}
