/** The stages of each version of a secret, by version id. */
export type Stages = Readonly<Record<string, readonly string[]>>;

/** What rotation needs of Secrets Manager. Secret values pass through here and nowhere else. */
export interface SecretVersions {
  /** The stages of each version, and whether rotation is on. */
  describe(secretArn: string): Promise<{ readonly enabled: boolean; readonly stages: Stages }>;
  /** A version's value; absent where there is none. */
  read(secretArn: string, stage: string, versionId?: string): Promise<string | undefined>;
  /** Stores a value as the pending version of this id. */
  writePending(secretArn: string, versionId: string, value: string): Promise<void>;
  /** Gives a stage to a version, and takes it from the one that has it, which must be named where there is one. */
  moveStage(secretArn: string, stage: string, versionId: string, formerId: string | undefined): Promise<void>;
}

/** Time, so that tests need none. */
export interface Clock {
  /** Milliseconds until this run is cut off. */
  remainingMs(): number;
  sleep(ms: number): Promise<void>;
}
