import { Aspects, type IAspect, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct } from 'constructs';
import { warn } from '../errors/warn';
import type { Placement } from './network';

/** Says so where a cache stands in a public subnet: it has no public address there, but it does not belong there either. */
export function warnOfPublicSubnets(cache: Construct, placement: Placement): void {
  if (!placement.hasPublicSubnet) return;
  warn(cache, [
    {
      id: 'CACHE_PUBLIC_SUBNET',
      given: 'public subnets for the nodes',
      allowed: 'isolated or private subnets: a cache is never reached from the internet',
      fix: 'Select other subnets with `vpcSubnets`',
    },
  ]);
}

/** Says so where a firewall of a cache is open to the whole internet, whoever opened it and whenever. */
export function warnOfOpenFirewalls(cache: Construct, securityGroups: readonly ec2.ISecurityGroup[]): void {
  Aspects.of(cache).add(new OpenFirewalls(cache, securityGroups));
}

const EVERYBODY: readonly unknown[] = ['0.0.0.0/0', '::/0'];

/** Looks when the tree is complete: rules are added to a security group until then. */
class OpenFirewalls implements IAspect {
  public constructor(
    private readonly cache: Construct,
    private readonly securityGroups: readonly ec2.ISecurityGroup[],
  ) {}

  public visit(node: IConstruct): void {
    if (node !== this.cache) return;
    const open = this.securityGroups.filter((group) => group.node.findAll().some(isOpen));
    warn(
      this.cache,
      open.map((group) => ({
        id: 'CACHE_OPEN_TO_EVERYBODY',
        given: `security group ${group.node.path}, open to every address`,
        allowed: 'ingress from the consumers’ own security groups',
        fix: 'Use connect(), allowWritersFrom() or allowReadersFrom() instead of a range of addresses',
      })),
    );
  }
}

function isOpen(node: IConstruct): boolean {
  if (node instanceof ec2.CfnSecurityGroupIngress) return isOpenRule(node);
  if (!(node instanceof ec2.CfnSecurityGroup)) return false;
  const rules: unknown = Stack.of(node).resolve(node.securityGroupIngress);
  return Array.isArray(rules) && rules.some(isOpenRule);
}

function isOpenRule(rule: unknown): boolean {
  const { cidrIp, cidrIpv6 } = rule as { cidrIp?: unknown; cidrIpv6?: unknown };
  return EVERYBODY.includes(cidrIp) || EVERYBODY.includes(cidrIpv6);
}
