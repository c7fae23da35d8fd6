/** What rotation needs of Secrets Manager. Secret values pass through here and nowhere else. */
export interface SecretVersions {
  /** The stages of each version, by version id, and whether rotation is on. */
  describe(
    secretArn: string,
  ): Promise<{ readonly enabled: boolean; readonly stages: Readonly<Record<string, readonly string[]>> }>;
  /** A version's value; absent where there is none. */
  read(secretArn: string, stage: string, versionId?: string): Promise<string | undefined>;
  /** Stores a value as the pending version of this id. */
  writePending(secretArn: string, versionId: string, value: string): Promise<void>;
  /** Makes a version the current one in place of another. */
  promote(secretArn: string, versionId: string, formerId: string | undefined): Promise<void>;
}

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

/** Time, so that tests need none. */
export interface Clock {
  /** Milliseconds until this run is cut off. */
  remainingMs(): number;
  sleep(ms: number): Promise<void>;
}
