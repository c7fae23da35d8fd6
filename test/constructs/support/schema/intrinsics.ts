export type Json = string | number | boolean | null | Json[] | { readonly [name: string]: Json };

/** Whether CloudFormation, and not the template, says what the value is. */
export function isIntrinsic(value: Json): boolean {
  const name = onlyKey(value);
  return name !== undefined && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}

/** Whether the property is absent: CloudFormation takes `AWS::NoValue` for that. */
export function isNoValue(value: Json | undefined): boolean {
  return value === undefined || (onlyKey(value) === 'Ref' && (value as { Ref: Json }).Ref === 'AWS::NoValue');
}

/** The values that an intrinsic chooses between and that the template itself holds. */
export function branchesOf(value: Json): readonly Json[] {
  const branches = (value as { readonly 'Fn::If'?: Json })['Fn::If'];
  return Array.isArray(branches) ? branches.slice(1) : [];
}

/** A string that CloudFormation replaces by something else: `{{resolve:…}}`. */
export function isDynamicReference(text: string): boolean {
  return text.includes('{{resolve:');
}

function onlyKey(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const names = Object.keys(value);
  return names.length === 1 ? names[0] : undefined;
}
