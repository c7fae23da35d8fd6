/**
 * Where an application finds the manifest of its cache, in the order in which the client looks.
 *
 * 1. an explicit argument; 2. `ELASTICACHE_KIT_MANIFEST`; 3. `ELASTICACHE_KIT_OUTPUTS`, else `cdk-outputs.json` in the working
 * directory; 4. `ELASTICACHE_KIT_PARAMETER`; 5. `ELASTICACHE_KIT_STACK`.
 */
export const ENVIRONMENT = {
  /** The manifest itself, as JSON; or `ssm:<parameter name>` where it is too large for a function's environment. */
  manifest: 'ELASTICACHE_KIT_MANIFEST',
  /** Path of a file as `cdk deploy --outputs-file` writes it. */
  outputs: 'ELASTICACHE_KIT_OUTPUTS',
  /** Name of an SSM parameter that holds the manifest. */
  parameter: 'ELASTICACHE_KIT_PARAMETER',
  /** Name of the CloudFormation stack whose outputs hold the manifest. */
  stack: 'ELASTICACHE_KIT_STACK',
  /** Which cache, where several are found: its `cacheId`. */
  cache: 'ELASTICACHE_KIT_CACHE',
  /** Which consumer's user to authenticate as, where the manifest names several. */
  consumer: 'ELASTICACHE_KIT_CONSUMER',
} as const;

/** A Lambda function has 4 KB of environment in all, so a larger manifest travels through an SSM parameter. In bytes. */
export const MANIFEST_ENVIRONMENT_LIMIT = 2048;

/** Prefix of `ELASTICACHE_KIT_MANIFEST` that says an SSM parameter's name follows. */
export const PARAMETER_REFERENCE_PREFIX = 'ssm:';

/** The file that the client reads where no variable says otherwise. */
export const DEFAULT_OUTPUTS_FILE = 'cdk-outputs.json';
