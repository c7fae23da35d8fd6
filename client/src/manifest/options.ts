import type { CacheManifest } from '../../../lib/contract';

/** Where to look for the manifest. What is given here comes before the environment's variables. */
export interface FindOptions {
  /** The manifest itself: its JSON text, or the parsed value. */
  readonly manifest?: string | object;
  /** Path of a file as `cdk deploy --outputs-file` writes it. */
  readonly outputsFile?: string;
  /** Name of an SSM parameter that holds the manifest. */
  readonly parameter?: string;
  /** Name of the CloudFormation stack whose outputs hold the manifest. */
  readonly stack?: string;
  /** Which cache, where several are found: its `cacheId`, or `<stack>.<output key>`. @default ELASTICACHE_KIT_CACHE */
  readonly cache?: string;
  /** Variables to read. @default process.env */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folder in which `cdk-outputs.json` is looked for. @default the working directory */
  readonly directory?: string;
}

/** One manifest text and where it was found. */
export interface Found {
  /** For messages: `cdk-outputs.json, Shop.CacheManifestCache`. */
  readonly where: string;
  /** `<stack>.<output key>`, where it is an output. */
  readonly output?: string;
  readonly source: string | object;
}

/** One place that was looked at. */
export interface Place {
  /** For messages: `ELASTICACHE_KIT_OUTPUTS=out.json`. */
  readonly name: string;
  /** What was there, for the message that lists all places in vain. */
  readonly saw: string;
  readonly found: readonly Found[];
}

/** Reads the two AWS services that can hold a manifest. */
export interface ManifestServices {
  parameter(name: string): Promise<string>;
  stackOutputs(stack: string): Promise<Readonly<Record<string, string>>>;
}

export type { CacheManifest };
