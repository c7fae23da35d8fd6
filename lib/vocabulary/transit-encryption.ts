/** Whether clients must encrypt: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html */
export enum TransitEncryption {
  /** Only encrypted connections. */
  REQUIRED = 'required',
  /**
   * Encrypted connections and others: the step between the other two, for as long as clients are being moved. A cache with users or an
   * AUTH token cannot be in it.
   */
  PREFERRED = 'preferred',
  /** No encrypted connections. For caches that were made so, on their way to `PREFERRED`. */
  DISABLED = 'disabled',
}
