import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { countDynamicReferences } from '../cache/dynamic-references';

/** The password that everybody shares in a cache with an AUTH token. */
export class AuthToken extends Construct {
  /** Holds `{ "username": "default", "password" }`. */
  public readonly secret: secretsmanager.ISecret;

  /** Whether the secret was made here. */
  public readonly isGenerated: boolean;

  public constructor(
    scope: Construct,
    id: string,
    given: secretsmanager.ISecret | undefined,
    key: kms.IKey | undefined,
  ) {
    super(scope, id);
    countDynamicReferences(this, 1);
    this.isGenerated = given === undefined;
    this.secret =
      given ??
      new secretsmanager.Secret(this, 'Secret', {
        description: `AUTH token of the cache ${scope.node.path}`,
        encryptionKey: key,
        generateSecretString: {
          // The engine knows the holder of the token as its default user.
          secretStringTemplate: JSON.stringify({ username: 'default' }),
          generateStringKey: 'password',
          // 16 to 128 characters, of the specials only ! & # $ ^ < > -: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
          passwordLength: 64,
          excludePunctuation: true,
        },
      });
  }

  /** A dynamic reference: CloudFormation reads the secret at deployment, the template never holds it. */
  public get reference(): string {
    return this.secret.secretValueFromJson('password').unsafeUnwrap();
  }
}
