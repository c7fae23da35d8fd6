import type * as kms from 'aws-cdk-lib/aws-kms';
import type { AddToResourcePolicyResult } from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { warn } from '../errors/warn';
import { unless } from '../model/finding';
import { placesApart } from './rules/places';

/** What is legal and dangerous about a key that a cache is given. */
export function warnOfKey(cache: Construct, key: kms.IKey | undefined): void {
  if (key === undefined) return;
  const { account } = placesApart(cache, key);
  warn(cache, [
    ...unless(account === undefined, {
      given: `an encryptionKey of account ${account?.given}`,
      allowed:
        'a key of the own account: the policy of another one is not changed from here, and without it nothing can be created or read',
      fix: 'Let the policy of the key give this account kms:CreateGrant, kms:DescribeKey and kms:Decrypt, and acknowledge this',
    }).map((objection) => ({ id: 'CACHE_KEY_OF_OTHER_ACCOUNT', ...objection })),
    ...unless(!isAliasAlone(key), {
      given: 'an alias as encryptionKey, of which only the name is known',
      allowed:
        'a key: its kind cannot be checked behind an alias, and consumers are not given the right to decrypt their secrets',
      fix: 'Use kms.Key.fromKeyArn, or kms.Key.fromLookup with `aliasName`',
    }).map((objection) => ({ id: 'CACHE_KEY_ALIAS', ...objection })),
  ]);
}

/** Whether it is what `Alias.fromAliasName` makes: it throws when it is asked for its key. */
function isAliasAlone(key: kms.IKey): boolean {
  if (!('aliasName' in key)) return false;
  try {
    return (key as kms.IAlias).aliasTargetKey === undefined;
  } catch {
    return true;
  }
}

/** What is legal and dangerous about a topic that a cache is given, once it has been asked to let ElastiCache publish. */
export function warnOfTopic(
  cache: Construct,
  topic: sns.ITopic,
  { statementAdded }: AddToResourcePolicyResult,
  statement: string,
): void {
  warn(cache, [
    ...unless(statementAdded, {
      given: 'a notificationTopic whose policy cannot be changed from here',
      allowed: 'a topic that lets ElastiCache publish: without that ElastiCache sets it to inactive and says nothing',
      fix: `Have this statement in the policy of the topic, and acknowledge this: ${statement}`,
    }).map((objection) => ({ id: 'CACHE_TOPIC_POLICY_UNCHANGED', ...objection })),
    ...unless(!topic.fifo, {
      given: 'a FIFO topic as notificationTopic',
      allowed:
        'a standard topic: AWS does not say that ElastiCache publishes to FIFO topics, which need a message group',
      fix: 'Leave `fifo` of the topic out',
    }).map((objection) => ({ id: 'CACHE_TOPIC_FIFO', ...objection })),
  ]);
}
