import { type Rule, unless } from '../../model/finding';
import { isWholeNumber } from '../../model/whole-number';
import { known } from '../known';

/** Texts that the console shows: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
export function descriptionRule(id: string): Rule<{ readonly description: string }> {
  return {
    id,
    check: (plan) => {
      const text = known(plan.description);
      return unless(text === undefined || (text.length > 0 && text.length <= 255 && !/[<>]/.test(text)), {
        given: `a description of ${plan.description.length} characters: '${plan.description.slice(0, 40)}'`,
        allowed: '1 to 255 characters without angle brackets',
        fix: 'Change `description`',
      });
    },
  };
}

/** Names that a user gives to nodes instead of leaving them to CloudFormation. */
export interface NameRuleProps<T> {
  readonly id: string;
  /** What the property is called. */
  readonly property: string;
  /** What is named: a cache, a cluster. */
  readonly thing: string;
  readonly maxLength: number;
  readonly nameOf: (plan: T) => string | undefined;
}

export function nameRule<T>({ id, property, thing, maxLength, nameOf }: NameRuleProps<T>): Rule<T> {
  return {
    id,
    check: (plan) => {
      const name = nameOf(plan);
      const text = name === undefined ? undefined : known(name);
      return unless(text === undefined || (/^[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/.test(text) && text.length <= maxLength), {
        given: `${property} '${text}'`,
        allowed: `1 to ${maxLength} lower-case letters, digits and single hyphens, a letter first, no hyphen last`,
        fix: `Change it, or leave it out: CloudFormation then makes one, and the ${thing} can be replaced`,
      });
    },
  };
}

export function portRule(id: string, usual: number): Rule<{ readonly port: number }> {
  return {
    id,
    check: ({ port }) =>
      unless(isWholeNumber(known(port), 1, 65535), {
        given: `port ${port}`,
        allowed: 'a whole number from 1 to 65535',
        fix: `Leave \`port\` out for ${usual}`,
      }),
  };
}
