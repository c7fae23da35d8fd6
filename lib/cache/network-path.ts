import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnServerlessCache, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { Construct, type IConstruct } from 'constructs';

/** The cache's side of a path. */
export type CacheSide = ec2.IConnectable & IConstruct;

/** Opens ports between a consumer and the cache, in both firewalls. */
export function openPath(consumer: ec2.IConnectable, cache: CacheSide, ports: ec2.Port, description: string): void {
  if (isWrittenBesideCache(consumer, cache)) cache.connections.allowFrom(consumer, ports, description);
  else consumer.connections.allowTo(cache, ports, description);
}

/**
 * The CDK writes both rules into the stack of the group that is asked, which comes to depend on the stack of the other. It must be a stack
 * that depends on the other anyway, or two stacks come to depend on each other:
 *
 * - The cache's stack needs the consumer's group where that is in the stack of its VPC or beside it: the rules go to the cache, unless its
 *   own groups are elsewhere and the consumer's are beside it.
 * - Else the consumer's stack needs the cache's for its endpoint and user, so the rules go to the consumer; but not where only the
 *   consumer's group is in a stack of its own.
 */
function isWrittenBesideCache(consumer: ec2.IConnectable, cache: CacheSide): boolean {
  const home = Stack.of(cache);
  const ofConsumer = consumer.connections.securityGroups.map((group) => Stack.of(group));
  const ofCache = cache.connections.securityGroups.map((group) => Stack.of(group));
  // A public cache has no firewall.
  if (ofCache.length === 0) return false;
  const isBeside = (stacks: readonly Stack[]): boolean => stacks.every((stack) => stack === home);
  const needed = new Set([home, ...home.dependencies, ...networkStacks(cache)]);
  if (ofConsumer.every((stack) => needed.has(stack))) return isBeside(ofCache) || !isBeside(ofConsumer);
  const groupIsElsewhere = Construct.isConstruct(consumer) && !ofConsumer.includes(Stack.of(consumer));
  return isBeside(ofCache) && groupIsElsewhere;
}

/** The stacks of this app that the cache takes its VPC, subnets and security groups from. */
function networkStacks(cache: CacheSide): readonly Stack[] {
  const texts = cache.node.findAll().flatMap((node): readonly (string | undefined)[] => {
    if (node instanceof ec2.CfnSecurityGroup) return [node.vpcId];
    return node instanceof CfnSubnetGroup || node instanceof CfnServerlessCache ? (node.subnetIds ?? []) : [];
  });
  const targets = texts.flatMap((text) => targetOf(text) ?? []);
  return [...targets, ...cache.connections.securityGroups].map((construct) => Stack.of(construct));
}

/** The construct that a text is known from; absent where it is no attribute of one. */
export function targetOf(text: string | undefined): IConstruct | undefined {
  if (text === undefined || !Token.isUnresolved(text)) return undefined;
  const { length, firstToken } = Tokenization.reverseString(text);
  return length === 1 && Reference.isReference(firstToken) ? firstToken.target : undefined;
}
