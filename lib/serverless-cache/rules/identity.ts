import { known } from '../../cache/known';
import { descriptionRule } from '../../cache/rules/identity';
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

export const IDENTITY_RULES: readonly Rule<ServerlessPlan>[] = [name, descriptionRule('SC_DESCRIPTION_INVALID')];
