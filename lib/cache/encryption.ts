/** Whose key encrypts data at rest. */
export enum CacheEncryption {
  /** A key of this account: one that is given, or a new one. */
  CUSTOMER_MANAGED = 'customer-managed',
  /** A key that AWS owns: no charge, no control and no trace of its use. */
  AWS_OWNED = 'aws-owned',
}
