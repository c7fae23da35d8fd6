import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { kebab } from '../model/names';
import type { ConnectOptions } from './connect-options';

/** What a consumer can do, found out by looking at it: functions, instances and services share no type that says so. */
export interface ConsumerFacts {
  readonly name: string;
  readonly grantee: iam.IGrantable | undefined;
  readonly addEnvironment: ((name: string, value: string) => unknown) | undefined;
  readonly networkObjection: string | undefined;
}

export function inspectConsumer(consumer: ec2.IConnectable, options: ConnectOptions): ConsumerFacts {
  return {
    name: options.consumer ?? (Construct.isConstruct(consumer) ? kebab(consumer.node.id) : ''),
    grantee: options.grantee ?? (isGrantable(consumer) ? consumer : undefined),
    addEnvironment: takesEnvironment(consumer) ? (name, value) => consumer.addEnvironment(name, value) : undefined,
    networkObjection: networkObjection(consumer),
  };
}

function isGrantable(value: object): value is iam.IGrantable {
  return 'grantPrincipal' in value && value.grantPrincipal !== undefined;
}

function takesEnvironment(value: object): value is { addEnvironment: (name: string, value: string) => unknown } {
  return 'addEnvironment' in value && typeof value.addEnvironment === 'function';
}

/** A Lambda function outside a VPC has `connections` too, which throws when it is read. */
function networkObjection(consumer: ec2.IConnectable): string | undefined {
  try {
    return consumer.connections.securityGroups.length > 0 ? undefined : 'it has no security group';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
