import { descriptionRule, nameRule, portRule } from '../../cache/rules/identity';
import type { Rule } from '../../model/finding';
import { DEFAULT_PORT, type GroupPlan } from '../plan';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html */
const MAX_ID_LENGTH = 40;

/** What a cache is called and where it listens. */
export const IDENTITY_RULES: readonly Rule<GroupPlan>[] = [
  descriptionRule('RG_DESCRIPTION_INVALID'),
  nameRule({
    id: 'RG_ID_INVALID',
    property: 'replicationGroupId',
    thing: 'cache',
    maxLength: MAX_ID_LENGTH,
    nameOf: ({ replicationGroupId }) => replicationGroupId,
  }),
  portRule('RG_PORT_OUT_OF_RANGE', DEFAULT_PORT),
];
