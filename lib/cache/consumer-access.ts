import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** What a consumer got by being connected to a cache, for those that set up their own environment, such as an ECS container. */
export interface ConsumerAccess {
  /** Name of the consumer in the manifest. */
  readonly consumer: string;

  /** Name that it authenticates with; absent where the cache has no access control. */
  readonly userName?: string;

  /** Holds `{ "username", "password" }`; absent where the consumer has no password. */
  readonly secret?: secretsmanager.ISecret;

  /** The manifest as this consumer sees it: its user, its namespaces. JSON; known once deployed. */
  readonly manifest: string;

  /** Environment variables that let the client find the cache. */
  readonly environment: { [name: string]: string };
}
