import { known } from '../../cache/known';
import { type Rule, unless } from '../../model/finding';
import type { GroupPlan } from '../plan';
import { isWholeNumber } from './whole-number';

const description: Rule<GroupPlan> = {
  id: 'RG_DESCRIPTION_INVALID',
  check: (plan) => {
    const text = known(plan.description);
    return unless(text === undefined || (text.length > 0 && text.length <= 255 && !/[<>]/.test(text)), {
      given: `a description of ${plan.description.length} characters: '${plan.description.slice(0, 40)}'`,
      allowed: '1 to 255 characters without angle brackets',
      fix: 'Change `description`',
    });
  },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html */
const groupId: Rule<GroupPlan> = {
  id: 'RG_ID_INVALID',
  check: ({ replicationGroupId }) => {
    const text = replicationGroupId === undefined ? undefined : known(replicationGroupId);
    return unless(text === undefined || (/^[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/.test(text) && text.length <= 40), {
      given: `replicationGroupId '${text}'`,
      allowed: '1 to 40 lower-case letters, digits and single hyphens, a letter first, no hyphen last',
      fix: 'Change it, or leave it out: CloudFormation then makes one, and the cache can be replaced',
    });
  },
};

const port: Rule<GroupPlan> = {
  id: 'RG_PORT_OUT_OF_RANGE',
  check: (plan) =>
    unless(isWholeNumber(known(plan.port), 1, 65535), {
      given: `port ${plan.port}`,
      allowed: 'a whole number from 1 to 65535',
      fix: 'Leave `port` out for 6379',
    }),
};

/** What a cache is called and where it listens. */
export const IDENTITY_RULES: readonly Rule<GroupPlan>[] = [description, groupId, port];
