import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { kebab } from '../model/names';
import type { ConnectOptions } from './connect-options';

/** What a consumer can do, found out by looking at it: functions, instances and services share no type that says so. */
export interface ConsumerFacts {
  readonly name: string;
  readonly grantee: iam.IGrantable | undefined;
  /** What takes the variables: the consumer itself, or the container of a service; absent where nothing does. */
  readonly environmentHolder: EnvironmentHolder | undefined;
  readonly networkObjection: string | undefined;
  /** Whether it is a version or an alias of a Lambda function, which cannot be changed but through the function. */
  readonly isQualifiedFunction: boolean;
}

/** A function or a container. */
export interface EnvironmentHolder {
  addEnvironment(name: string, value: string): unknown;
}

export function inspectConsumer(consumer: ec2.IConnectable, options: ConnectOptions): ConsumerFacts {
  const taskDefinition = taskDefinitionOf(consumer);
  return {
    name: options.consumer ?? (Construct.isConstruct(consumer) ? kebab(consumer.node.id) : ''),
    grantee: options.grantee ?? (isGrantable(consumer) ? consumer : taskDefinition?.taskRole),
    environmentHolder: [consumer, taskDefinition?.defaultContainer].find(takesEnvironment),
    networkObjection: networkObjection(consumer),
    isQualifiedFunction: isObject(memberOf(consumer, 'lambda')) && 'functionArn' in consumer,
  };
}

/** What a service of ECS runs. Containers that are added to it later are not seen. */
function taskDefinitionOf(consumer: object): { taskRole?: iam.IGrantable; defaultContainer?: unknown } | undefined {
  const taskDefinition = memberOf(consumer, 'taskDefinition');
  if (!isObject(taskDefinition)) return undefined;
  const taskRole = memberOf(taskDefinition, 'taskRole');
  return {
    taskRole: isObject(taskRole) && isGrantable(taskRole) ? taskRole : undefined,
    defaultContainer: memberOf(taskDefinition, 'defaultContainer'),
  };
}

function memberOf(value: object, name: string): unknown {
  return name in value ? (value as Record<string, unknown>)[name] : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isGrantable(value: object): value is iam.IGrantable {
  return 'grantPrincipal' in value && value.grantPrincipal !== undefined;
}

function takesEnvironment(value: unknown): value is EnvironmentHolder {
  return isObject(value) && typeof memberOf(value, 'addEnvironment') === 'function';
}

/** A Lambda function outside a VPC has `connections` too, which throws when it is read. */
function networkObjection(consumer: ec2.IConnectable): string | undefined {
  try {
    return consumer.connections.securityGroups.length > 0 ? undefined : 'it has no security group';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
