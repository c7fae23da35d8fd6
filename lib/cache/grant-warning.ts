import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { warn } from '../errors/warn';

/**
 * Says so where a permission was not written because somebody else writes the policy of the role: an imported one that is immutable, or one
 * of another account. The CDK itself takes such a grant for done.
 *
 * @param needed what has to be added by hand
 */
export function warnOfIneffectiveGrant(
  cache: IConstruct,
  consumer: string,
  grantee: iam.IGrantable,
  grant: iam.Grant,
  needed: string,
): void {
  if (grant.success && !isImmutable(grantee.grantPrincipal)) return;
  warn(cache, [
    {
      id: 'CON_GRANT_INEFFECTIVE',
      given: `a role of '${consumer}' whose policy cannot be changed from here: it got no permission`,
      allowed: 'roles of this app, or imported ones of the same account that are mutable',
      fix: `Add to its policy by hand: ${needed}; then acknowledge this`,
    },
  ]);
}

/** The CDK does not export the class; this is the name by which it lets others replace it. */
const IMMUTABLE_ROLE = 'aws-cdk-lib.aws-iam.ImmutableRole';

function isImmutable(principal: iam.IPrincipal): boolean {
  return (
    (principal.constructor as { readonly PROPERTY_INJECTION_ID?: string }).PROPERTY_INJECTION_ID === IMMUTABLE_ROLE
  );
}
