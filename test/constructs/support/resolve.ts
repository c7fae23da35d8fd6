/** Gives every reference of a template's value a plausible deployed value, as CloudFormation would. */
export function deployed(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) throw new Error(`cannot deploy ${JSON.stringify(value)}`);
  const [name, argument] = Object.entries(value)[0] as [string, unknown];
  switch (name) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(deployed).join(separator);
    }
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = argument as [string, string];
      return attribute.endsWith('.Port') ? '6379' : `${attribute}.of.${logicalId}`;
    }
    case 'Ref':
      return argument === 'AWS::Region' ? 'eu-central-1' : `arn-of-${String(argument)}`;
    default:
      throw new Error(`this test does not know ${name}`);
  }
}
