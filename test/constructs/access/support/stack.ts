import { type App, type CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CachePattern, Engine, Namespace } from '@elasticache-kit/constructs';
import { userApp } from '../../support/stacks';

/** A stack without a VPC: users and groups need none. */
export class UsersStack extends Stack {
  public constructor(scope: App = userApp(), id = 'Shop', env = { account: '111111111111', region: 'eu-central-1' }) {
    super(scope, id, { env });
  }

  public namespace(name: string, pattern = CachePattern.cacheAside()): Namespace {
    return new Namespace(this, name, pattern);
  }

  public users(): Resources {
    return Template.fromStack(this).findResources('AWS::ElastiCache::User') as Resources;
  }

  public groups(): Resources {
    return Template.fromStack(this).findResources('AWS::ElastiCache::UserGroup') as Resources;
  }

  /** Properties of the only user. */
  public onlyUser(): Properties {
    const found = Object.values(this.users());
    if (found.length !== 1) throw new Error(`expected one user, found ${found.length}`);
    return (found[0] as Resource).Properties;
  }

  /** Properties and dependencies of the only group. */
  public onlyGroup(): Resource {
    const found = Object.values(this.groups());
    if (found.length !== 1) throw new Error(`expected one group, found ${found.length}`);
    return found[0] as Resource;
  }
}

export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Properties: Properties;
  readonly DependsOn?: readonly string[];
}

type Resources = Readonly<Record<string, Resource>>;

export const VALKEY = Engine.valkey('8.1');
export const REDIS = Engine.redis('7.1');

/** Logical id of a construct's resource. */
export function logicalIdOf(construct: { readonly node: { readonly defaultChild?: unknown } }): string {
  const resource = construct.node.defaultChild as CfnResource;
  return Stack.of(resource).resolve(resource.logicalId) as string;
}
