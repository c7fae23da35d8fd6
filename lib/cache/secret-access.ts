import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** What somebody may do with a secret and with the key behind it. */
interface SecretRights {
  readonly secret: readonly string[];
  readonly key: readonly string[];
}

/** Reads the secret. */
export const READ: SecretRights = {
  secret: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  key: ['kms:Decrypt'],
};

/** The same for a person who has to write it down in a policy. */
export const READ_IN_WORDS =
  'secretsmanager:DescribeSecret and secretsmanager:GetSecretValue on the secret, and kms:Decrypt on its key';

/** Gives the secret new versions: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html */
export const ROTATE: SecretRights = {
  secret: [...READ.secret, 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
  key: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/**
 * Grants rights on a secret, and on the key that the secret itself is under, to the principal alone. `secret.grantRead` would write the consumer's role into the key's policy: the
 * stack of the cache would depend on the consumer's, which depends on it already.
 */
export function grantSecret(secret: secretsmanager.ISecret, grantee: iam.IGrantable, rights: SecretRights): iam.Grant {
  const { encryptionKey: key } = secret;
  const grant = iam.Grant.addToPrincipal({ grantee, actions: [...rights.secret], resourceArns: [wholeArn(secret)] });
  // Without a key of one's own the secret is under the account's `aws/secretsmanager` key, which every reader of the account may use.
  if (key === undefined) return grant;
  return grant.combine(
    iam.Grant.addToPrincipal({
      grantee,
      actions: [...rights.key],
      resourceArns: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${secret.env.region}.amazonaws.com` } },
    }),
  );
}

/**
 * IAM compares whole ARNs, which end in six characters that Secrets Manager chose. Of a secret that is known by its name they are not known:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
 */
function wholeArn(secret: secretsmanager.ISecret): string {
  return secret.secretFullArn ?? `${secret.secretArn}-??????`;
}
