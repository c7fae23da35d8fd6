import type { Size } from 'aws-cdk-lib';

/** Up to which size values are stored in their compact forms, which need less memory and more CPU. */
export interface EncodingParameters {
  /**
   * Fields up to which a hash is compact (`hash-max-listpack-entries`). Up to Redis 6 its name is `hash-max-ziplist-entries`.
   *
   * @default 512
   */
  readonly hashMaxListpackEntries?: number;

  /**
   * Length of a field or value up to which a hash is compact (`hash-max-listpack-value`). Up to Redis 6 its name is
   * `hash-max-ziplist-value`.
   *
   * @default - 64 bytes
   */
  readonly hashMaxListpackValue?: Size;

  /**
   * Members up to which a sorted set is compact (`zset-max-listpack-entries`). Up to Redis 6 its name is
   * `zset-max-ziplist-entries`.
   *
   * @default 128
   */
  readonly zsetMaxListpackEntries?: number;

  /**
   * Length of a member up to which a sorted set is compact (`zset-max-listpack-value`). Up to Redis 6 its name is
   * `zset-max-ziplist-value`.
   *
   * @default - 64 bytes
   */
  readonly zsetMaxListpackValue?: Size;

  /**
   * Nodes at either end of a list that stay uncompressed; 0 compresses nothing (`list-compress-depth`).
   *
   * @default 0
   */
  readonly listCompressDepth?: number;

  /**
   * Members up to which a set of whole numbers is compact (`set-max-intset-entries`).
   *
   * @default 512
   */
  readonly setMaxIntsetEntries?: number;

  /**
   * Size up to which a HyperLogLog is sparse; above 16000 bytes the dense form is smaller (`hll-sparse-max-bytes`).
   *
   * @default - 3000 bytes
   */
  readonly hllSparseMaxBytes?: Size;

  /**
   * Size of one node of a stream (`stream-node-max-bytes`).
   *
   * @default - 4 KiB
   */
  readonly streamNodeMaxBytes?: Size;

  /**
   * Entries of one node of a stream (`stream-node-max-entries`).
   *
   * @default 100
   */
  readonly streamNodeMaxEntries?: number;
}
