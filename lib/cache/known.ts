import { Token } from 'aws-cdk-lib';

/** The value, unless CloudFormation decides it at deployment. */
export function known<T extends number | string | boolean>(value: T): T | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
