/** Where the twin pretends to be deployed. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
/** The Region as ElastiCache abbreviates it in host names. */
export const REGION_CODE = 'use1';
export const PARTITION = 'aws';
export const URL_SUFFIX = 'amazonaws.com';

/** Availability Zones of {@link REGION}, as Fn::GetAZs lists them. */
export const AVAILABILITY_ZONES: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f'].map((zone) => REGION + zone);

/** Stands for "this property is not there" (AWS::NoValue) while a value is evaluated. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** Value of a pseudo parameter, or undefined where there is none of this name. */
export function pseudoParameter(
  name: string,
  stackName: string,
): string | readonly string[] | typeof NO_VALUE | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return ACCOUNT;
    case 'AWS::NoValue':
      return NO_VALUE;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::Partition':
      return PARTITION;
    case 'AWS::Region':
      return REGION;
    case 'AWS::StackId':
      return `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/00000000-0000-0000-0000-000000000000`;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::URLSuffix':
      return URL_SUFFIX;
    default:
      return undefined;
  }
}
