import { Readable } from 'node:stream';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { cacheUsers } from '../../lib/lambda/rotate-user-password/aws';
import { secretVersions } from '../../lib/lambda/rotation-steps/secrets-manager';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The AWS SDK down to its last step: requests are kept instead of sent, and answered as the service's API reference says. */
function wire(...answers: Answer[]) {
  const requests: { body: string; target: string | undefined }[] = [];
  const options = {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
    requestHandler: {
      handle: (request: { body?: string | Uint8Array; headers: Record<string, string> }) => {
        requests.push({ body: textOf(request.body), target: request.headers['x-amz-target'] });
        const { status, body } = answers.shift() ?? { status: 500, body: '' };
        return Promise.resolve({ response: { statusCode: status, headers: {}, body: Readable.from([body]) } });
      },
    },
  };
  return { requests, options };
}

const textOf = (body: string | Uint8Array | undefined): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

const ok = (body: string): Answer => ({ status: 200, body });

describe('ElastiCache on the wire', () => {
  it('is given both passwords of the user, and the password mode', async () => {
    const { requests, options } = wire(ok('<ModifyUserResponse><ModifyUserResult/></ModifyUserResponse>'));
    const changed = await cacheUsers(new ElastiCacheClient(options)).setPasswords('catalog-1', ['new', 'old']);
    expect(changed).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toMatchObject({
      Action: 'ModifyUser',
      UserId: 'catalog-1',
      'AuthenticationMode.Type': 'password',
      'AuthenticationMode.Passwords.member.1': 'new',
      'AuthenticationMode.Passwords.member.2': 'old',
    });
  });

  it('says with InvalidUserState that the user is being changed, which is no failure', async () => {
    const body =
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidUserState</Code><Message>m</Message></Error></ErrorResponse>';
    const { options } = wire({ status: 400, body });
    expect(await cacheUsers(new ElastiCacheClient(options)).setPasswords('catalog-1', ['new'])).toBe(false);
  });

  it('tells a user’s state and way of authentication', async () => {
    const member = '<member><Status>active</Status><Authentication><Type>password</Type></Authentication></member>';
    const { options } = wire(
      ok(
        `<DescribeUsersResponse><DescribeUsersResult><Users>${member}</Users></DescribeUsersResult></DescribeUsersResponse>`,
      ),
    );
    expect(await cacheUsers(new ElastiCacheClient(options)).describe('catalog-1')).toEqual({
      status: 'active',
      authentication: 'password',
    });
  });
});

describe('Secrets Manager on the wire', () => {
  it('stores the new value as the pending version of the rotation’s token', async () => {
    const { requests, options } = wire(ok('{}'));
    await secretVersions(new SecretsManagerClient(options)).writePending(
      'arn',
      'token-of-at-least-32-characters-long',
      'value',
    );
    expect(requests[0]?.target).toBe('secretsmanager.PutSecretValue');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      SecretId: 'arn',
      ClientRequestToken: 'token-of-at-least-32-characters-long',
      SecretString: 'value',
      VersionStages: ['AWSPENDING'],
    });
  });

  it('moves the current stage from one version to the other', async () => {
    const { requests, options } = wire(ok('{}'));
    await secretVersions(new SecretsManagerClient(options)).moveStage('arn', 'AWSCURRENT', 'v2', 'v1');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      SecretId: 'arn',
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: 'v2',
      RemoveFromVersionId: 'v1',
    });
  });

  it('answers a version that is not there with nothing, and any other trouble with an error', async () => {
    const missing = wire({ status: 400, body: '{"__type":"ResourceNotFoundException","message":"m"}' });
    expect(
      await secretVersions(new SecretsManagerClient(missing.options)).read('arn', 'AWSPENDING', 'v2'),
    ).toBeUndefined();
    const broken = wire({ status: 400, body: '{"__type":"DecryptionFailure","message":"m"}' });
    await expect(
      secretVersions(new SecretsManagerClient(broken.options)).read('arn', 'AWSCURRENT'),
    ).rejects.toMatchObject({
      name: 'DecryptionFailure',
    });
  });
});
