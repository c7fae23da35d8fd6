import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuse } from '../../errors/configuration-error';
import { type Finding, unless } from '../../model/finding';
import { isWholeNumber } from '../../model/whole-number';
import { known } from '../known';

/** What an import says of itself, as far as it is said. */
export interface ImportFacts {
  /** Id of the findings, which tells the construct. */
  readonly id: string;
  /** Kind of resource in ElastiCache's ARNs, for example `replicationgroup`. */
  readonly resource: string;
  /** Property that holds the name. */
  readonly property: string;
  readonly name: string;
  readonly arn: string | undefined;
  readonly port: number | undefined;
}

/** What of an import cannot be a cache, whatever the deployment brings. */
export function importFindings({ id, resource, property, name, arn, port }: ImportFacts): readonly Finding[] {
  return [
    ...arnObjections(resource, arn),
    ...unless(known(name) !== '', {
      given: `an empty \`${property}\``,
      allowed: 'the name that ElastiCache knows the cache by',
      fix: 'Look it up in the console of ElastiCache',
    }),
    ...unless(port === undefined || isWholeNumber(known(port), 1, 65535), {
      given: `port ${port}`,
      allowed: 'a whole number from 1 to 65535',
      fix: 'Give the port of the endpoint, or leave `port` out where it is the usual one',
    }),
  ].map((objection) => ({ id, ...objection }));
}

/** The name in an ARN of ElastiCache, `arn:<partition>:elasticache:<region>:<account>:<resource>:<name>`. */
export function nameInArn(scope: Construct, constructId: string, id: string, resource: string, arn: string): string {
  refuse(
    [scope.node.path, constructId].filter((part) => part !== '').join('/'),
    arnObjections(resource, arn).map((objection) => ({ id, ...objection })),
  );
  return Stack.of(scope).splitArn(arn, ArnFormat.COLON_RESOURCE_NAME).resourceName ?? '';
}

function arnObjections(resource: string, arn: string | undefined): ReturnType<typeof unless> {
  const text = arn === undefined ? undefined : known(arn);
  return unless(text === undefined || new RegExp(`^arn:[^:]+:elasticache:[^:]+:[^:]+:${resource}:[^:]+$`).test(text), {
    given: `the ARN '${text}'`,
    allowed: `arn:<partition>:elasticache:<region>:<account>:${resource}:<name>`,
    fix: 'Give the ARN of the cache itself, as its console page shows it',
  });
}
