import type { App } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { ServerlessCache, type ServerlessCacheProps, ServerlessEngine } from '@elasticache-kit/constructs';
import { onlyResource, UserStack } from '../support/stacks';

export const SERVERLESS = 'AWS::ElastiCache::ServerlessCache';

/** A user's stack to put serverless caches into. */
export class ServerlessStack extends UserStack {
  public constructor(scope?: App, id?: string) {
    super(scope, id);
  }

  public serverless(props: Partial<ServerlessCacheProps> = {}, id = 'Cache'): ServerlessCache {
    return new ServerlessCache(this, id, { vpc: this.vpc, engine: ServerlessEngine.VALKEY_8, ...props });
  }
}

export function templateOf(props: Partial<ServerlessCacheProps> = {}): Template {
  const stack = new ServerlessStack();
  stack.serverless(props);
  return stack.template();
}

/** The only serverless cache of a template. */
export function serverlessOf(template: Template): Record<string, unknown> {
  return onlyResource(template, SERVERLESS).Properties;
}
