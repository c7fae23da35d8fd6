/** What ElastiCache says about the token of a replication group. */
export interface TokenState {
  /** `available` while nothing changes. */
  readonly status: string;
  /** Whether the change of a token is under way on its nodes. */
  readonly changing: boolean;
  /** Whether clients authenticate by token. */
  readonly enabled: boolean;
}

/** What rotation needs of ElastiCache. */
export interface CacheTokens {
  describe(replicationGroupId: string): Promise<TokenState>;
  /**
   * Adds a token. The one that was newest until then stays valid, any older one does not.
   *
   * @returns false where the group is being changed by somebody else and the call must be repeated
   */
  rotate(replicationGroupId: string, token: string): Promise<boolean>;
}
