import type { IngressFacts } from './facts';
import { isRecord, itemsOf, numberOf, textOf } from './records';
import { isCalled, nameOf, type Resource, type Resources, referencesIn } from './resources';

/** A rule with what is needed to say whom it is about. */
export interface IngressRule extends IngressFacts {
  /** Whether the rule's source is what a test calls by this name. */
  readonly isAbout: (name: string) => boolean;
}

/** The rules of a cache's firewalls, and those firewalls that the template only refers to. */
export interface Ingress {
  readonly rules: readonly IngressRule[];
  readonly foreignFirewalls: readonly string[];
}

/** Collects the rules that let somebody in: those inside a security group and those that stand beside it. */
export function ingressOf(resources: Resources, securityGroupIds: unknown): Ingress {
  const firewalls = itemsOf(securityGroupIds).map((value) => ({
    value,
    resource: resources.meant(value, 'AWS::EC2::SecurityGroup', ''),
  }));
  const own = firewalls.flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
  const beside = resources
    .ofType('AWS::EC2::SecurityGroupIngress')
    .filter(({ properties }) => firewalls.some(({ value }) => isSameFirewall(properties.GroupId, value)));
  const rules = [
    ...own.flatMap(({ properties }) => itemsOf(properties.SecurityGroupIngress).filter(isRecord)),
    ...beside.map(({ properties }) => properties),
  ];
  return {
    rules: rules.filter(isTcp).map((rule) => ingressRule(resources, rule)),
    foreignFirewalls: firewalls.flatMap(({ value, resource }) => (resource ? [] : [JSON.stringify(value)])),
  };
}

/** Caches speak TCP; `-1` is every protocol. */
function isTcp({ IpProtocol }: Readonly<Record<string, unknown>>): boolean {
  return ['tcp', '6', '-1'].includes(String(IpProtocol));
}

function isSameFirewall(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function ingressRule(resources: Resources, rule: Readonly<Record<string, unknown>>): IngressRule {
  const range = rule.CidrIp ?? rule.CidrIpv6 ?? rule.SourcePrefixListId;
  const given = range ?? rule.SourceSecurityGroupId ?? rule.SourceSecurityGroupName;
  const group = range === undefined ? groupBehind(resources, rule.SourceSecurityGroupId) : undefined;
  const everyPort = String(rule.IpProtocol) === '-1';
  return {
    source: group === undefined ? (textOf(given) ?? JSON.stringify(given)) : nameOf(group),
    description: textOf(rule.Description) ?? '',
    fromPort: everyPort ? 0 : (numberOf(rule.FromPort) ?? 0),
    toPort: everyPort ? 65535 : (numberOf(rule.ToPort) ?? 65535),
    isAbout: (name) => given === name || (group !== undefined && isGroupOf(group, name)),
  };
}

function groupBehind(resources: Resources, value: unknown): Resource | undefined {
  const [logicalId] = referencesIn(value);
  return logicalId === undefined ? undefined : resources.find(logicalId);
}

/** A function or a service is called by its own name, not by that of its security group. */
function isGroupOf(group: Resource, name: string): boolean {
  return (
    ['', '/SecurityGroup'].some((suffix) => isCalled(group, `${name}${suffix}`)) ||
    isCalled(group, `${name}SecurityGroup`)
  );
}
