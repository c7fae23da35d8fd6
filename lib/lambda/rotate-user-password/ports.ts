/** What rotation needs of ElastiCache. */
export interface CacheUsers {
  describe(userId: string): Promise<{ readonly status: string; readonly authentication: string }>;
  /**
   * Replaces the passwords that a user may log in with.
   *
   * @returns false where the user is being changed by somebody else and the call must be repeated
   */
  setPasswords(userId: string, passwords: readonly string[]): Promise<boolean>;
}
