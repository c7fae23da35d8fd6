import type { CacheTokens, TokenState } from '../../../lib/lambda/rotate-auth-token/ports';
import type { SecretVersions, Stages } from '../../../lib/lambda/rotation-steps/ports';

export const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:CacheToken-AbCdEf';
export const GROUP = 'shop-cache';
export const FIRST = 'the-first-token-of-the-shop';

/** The machine goes away, before or after the service has done what it was asked for. */
export class Killed extends Error {}

/** What the service does with a token that it has: its documentation leaves that open. */
export type Repeats = 'are kept twice' | 'change nothing but the order';

/**
 * Secrets Manager and ElastiCache as far as their documented behaviour matters here, in memory: at most two tokens, a change takes a while, one
 * change at a time, a stage has one version and moves only from where it is.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export class Account implements SecretVersions {
  public enabled = true;
  public tokenEnabled = true;
  public readonly versions = new Map<string, { stages: Set<string>; value: string | undefined }>([
    ['v1', { stages: new Set(['AWSCURRENT']), value: JSON.stringify({ username: 'default', password: FIRST }) }],
  ]);
  /** Newest first. */
  public tokens: string[] = [FIRST];
  /** Every token that was sent, in order. */
  public readonly sent: string[] = [];
  /** How many looks at the group a change takes. */
  public duration = 2;
  /** How many calls until the machine goes away, if it does; a half means after the call had its effect. */
  public killIn = Number.POSITIVE_INFINITY;
  /** Looks at the group until another change than ours is done. */
  public foreignChange = 0;
  private underway: { token: string; looks: number } | undefined;
  private lastVersion = 1;

  public constructor(private readonly repeats: Repeats = 'are kept twice') {}

  /** The cache's side; both sides have a `describe`. */
  public readonly group: CacheTokens = {
    describe: (id) => this.call(() => this.look(id)),
    rotate: (id, token) => this.call(() => this.modify(id, token)),
  };

  public describe(): Promise<{ enabled: boolean; stages: Stages }> {
    return this.call(() => ({ enabled: this.enabled, stages: this.stages() }));
  }

  public read(_: string, stage: string, id?: string): Promise<string | undefined> {
    return this.call(
      () =>
        [...this.versions].find(([version, { stages }]) => stages.has(stage) && (id ?? version) === version)?.[1].value,
    );
  }

  public writePending(_: string, id: string, value: string): Promise<void> {
    return this.call(() => {
      const { password } = JSON.parse(value) as { password: string };
      if (!/^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(password)) throw new Error('ElastiCache would refuse this token');
      const version = this.versions.get(id);
      if (version === undefined || version.value !== undefined) throw new Error(`version ${id} cannot be written`);
      version.value = value;
    });
  }

  public moveStage(_: string, stage: string, id: string, former: string | undefined): Promise<void> {
    return this.call(() => {
      const holder = [...this.versions].find(([, { stages }]) => stages.has(stage))?.[0];
      if (holder !== former) throw new Error(`${stage} is at ${holder ?? 'no version'}, not at ${former ?? 'none'}`);
      if (holder !== undefined) this.versions.get(holder)?.stages.delete(stage);
      if (holder !== undefined && stage === 'AWSCURRENT') this.give('AWSPREVIOUS', holder);
      this.versions.get(id)?.stages.add(stage);
    });
  }

  /** What Secrets Manager does before it calls the function; a pending version that was given up stays without a stage. */
  public begin(): string {
    const id = `v${++this.lastVersion}`;
    this.versions.set(id, { stages: new Set(), value: undefined });
    this.give('AWSPENDING', id);
    return id;
  }

  /** The token that a client gets when it reads the secret now. */
  public current(): string {
    return this.tokenAt('AWSCURRENT') ?? 'none';
  }

  public tokenAt(stage: string): string | undefined {
    const value = [...this.versions.values()].find(({ stages }) => stages.has(stage))?.value;
    return value === undefined ? undefined : (JSON.parse(value) as { password: string }).password;
  }

  /** Time passes. */
  public settle(): void {
    while (this.underway !== undefined) this.look(GROUP);
  }

  private give(stage: string, id: string): void {
    for (const { stages } of this.versions.values()) stages.delete(stage);
    this.versions.get(id)?.stages.add(stage);
  }

  private stages(): Stages {
    return Object.fromEntries([...this.versions].map(([id, { stages }]) => [id, [...stages]]));
  }

  private look(id: string): TokenState {
    if (id !== GROUP) throw new Error(`no group ${id}`);
    if (this.underway !== undefined && --this.underway.looks <= 0) {
      const { token } = this.underway;
      const others = this.repeats === 'are kept twice' ? this.tokens : this.tokens.filter((other) => other !== token);
      this.tokens = [token, ...others].slice(0, 2);
      this.underway = undefined;
    }
    if (this.foreignChange > 0) this.foreignChange -= 1;
    const busy = this.underway !== undefined || this.foreignChange > 0;
    return {
      status: busy ? 'modifying' : 'available',
      changing: this.underway !== undefined,
      enabled: this.tokenEnabled,
    };
  }

  private modify(id: string, token: string): boolean {
    if (id !== GROUP) throw new Error(`no group ${id}`);
    if (this.underway !== undefined || this.foreignChange > 0) return false;
    this.sent.push(token);
    this.underway = { token, looks: this.duration };
    return true;
  }

  private async call<T>(action: () => T): Promise<T> {
    this.killIn -= 1;
    if (this.killIn === -0.5) {
      action();
      throw new Killed('after the call');
    }
    if (this.killIn < 0) throw new Killed('before the call');
    return action();
  }
}
