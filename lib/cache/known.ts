import { Token } from 'aws-cdk-lib';

/** The value, unless CloudFormation decides it at deployment. Of a list: unless CloudFormation decides what is in it at all. */
export function known<T extends number | string | boolean | readonly string[]>(value: T): T | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
