import { known } from '../../cache/known';
import { type Rule, unless } from '../../model/finding';
import type { ServerlessPlan } from '../plan';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html */
const CACHE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_CACHE_NAME = 40;

const name: Rule<ServerlessPlan> = {
  id: 'SC_NAME_INVALID',
  check: ({ givenName = 'cache' }) => {
    const text = known(givenName);
    return unless(text === undefined || (CACHE_NAME.test(text) && text.length <= MAX_CACHE_NAME), {
      given: `serverlessCacheName '${text}'`,
      allowed: `lower-case letters, digits and single hyphens, a letter first, no hyphen last; at most ${MAX_CACHE_NAME} characters`,
      fix: 'Leave `serverlessCacheName` out to have a name made, or change it. ElastiCache itself writes names in lower case',
    });
  },
};

const description: Rule<ServerlessPlan> = {
  id: 'SC_DESCRIPTION_INVALID',
  check: (plan) => {
    const text = known(plan.description);
    return unless(text === undefined || (text.length > 0 && text.length <= 255 && !/[<>]/.test(text)), {
      given: `a description of ${plan.description.length} characters: '${plan.description.slice(0, 40)}'`,
      allowed: '1 to 255 characters without angle brackets',
      fix: 'Change `description`',
    });
  },
};

export const IDENTITY_RULES: readonly Rule<ServerlessPlan>[] = [name, description];
