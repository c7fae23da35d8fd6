import { Readable } from 'node:stream';
import { cacheTokens } from '../../../lib/lambda/rotate-auth-token/aws';
import { pinnedFrom, refuseForeign } from '../../../lib/lambda/rotate-auth-token/pinned';
import { rotationHandler } from '../../../lib/lambda/rotation-steps/handler';
import { refusal } from '../support/errors';
import { SECRET } from './account';

/** The AWS SDK down to its last step: requests are kept instead of sent, and answered as the service's API reference says. */
function tokensAnswered(status: number, body: string) {
  const requests: Record<string, string>[] = [];
  const tokens = cacheTokens({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
    requestHandler: {
      handle: async ({ body: sent = '' }: { body?: string }) => {
        requests.push(Object.fromEntries(new URLSearchParams(sent)));
        return { response: { statusCode: status, headers: {}, body: Readable.from([body]) } };
      },
    },
  });
  return { requests, tokens };
}

const described = (group: string): string =>
  `<DescribeReplicationGroupsResponse><DescribeReplicationGroupsResult><ReplicationGroups>${group}</ReplicationGroups>` +
  '</DescribeReplicationGroupsResult></DescribeReplicationGroupsResponse>';

describe('ElastiCache on the wire', () => {
  it('is asked to add the token at once and to keep the former one', async () => {
    const { requests, tokens } = tokensAnswered(
      200,
      '<ModifyReplicationGroupResponse><ModifyReplicationGroupResult/></ModifyReplicationGroupResponse>',
    );
    expect(await tokens.rotate('shop', 'the-new-token-of-shop')).toBe(true);
    expect(requests[0]).toMatchObject({
      Action: 'ModifyReplicationGroup',
      ReplicationGroupId: 'shop',
      AuthToken: 'the-new-token-of-shop',
      AuthTokenUpdateStrategy: 'ROTATE',
      ApplyImmediately: 'true',
    });
  });

  it.each(['InvalidReplicationGroupState', 'InvalidCacheClusterState'])(
    'says with %s that the group is being changed, which is no failure',
    async (code) => {
      const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error></ErrorResponse>`;
      expect(await tokensAnswered(400, body).tokens.rotate('shop', 'the-new-token-of-shop')).toBe(false);
    },
  );

  it('is not asked twice where the answer was lost: the token would be both of the two most recent', async () => {
    const { requests, tokens } = tokensAnswered(503, '<ErrorResponse/>');
    await expect(tokens.rotate('shop', 'the-new-token-of-shop')).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });

  it('tells whether the nodes are still being given a token', async () => {
    const group = (pending: string): string =>
      described(
        `<ReplicationGroup><Status>available</Status><AuthTokenEnabled>true</AuthTokenEnabled><PendingModifiedValues>${pending}` +
          '</PendingModifiedValues></ReplicationGroup>',
      );
    const changing = tokensAnswered(200, group('<AuthTokenStatus>ROTATING</AuthTokenStatus>'));
    expect(await changing.tokens.describe('shop')).toEqual({ status: 'available', changing: true, enabled: true });
    const settled = tokensAnswered(200, group(''));
    expect(await settled.tokens.describe('shop')).toEqual({ status: 'available', changing: false, enabled: true });
  });

  it('has no such group: said with its id', async () => {
    await expect(tokensAnswered(200, described('')).tokens.describe('shop')).rejects.toThrow(/GROUP_UNKNOWN.*shop/);
  });
});

describe('the function is for one secret and one cache', () => {
  const pinned = pinnedFrom({ SECRET_ARN: SECRET, REPLICATION_GROUP_ID: 'shop' });

  it('and refuses any other, whoever asks', () => {
    expect(refusal(() => refuseForeign(pinned, `${SECRET.slice(0, -6)}Zzzzzz`)).code).toBe('SECRET_FOREIGN');
    expect(refusal(() => refuseForeign(pinned, `${SECRET}-prod-AbCdEf`)).code).toBe('SECRET_FOREIGN');
  });

  it('which it knows also where an imported secret was given without the end of its ARN', () => {
    const partial = { ...pinned, secretArn: SECRET.slice(0, -7) };
    expect(() => refuseForeign(partial, SECRET)).not.toThrow();
    expect(() => refuseForeign(pinned, SECRET)).not.toThrow();
  });

  it('and does nothing where it was not told for which', () => {
    expect(refusal(() => pinnedFrom({ SECRET_ARN: SECRET })).code).toBe('ENVIRONMENT_INCOMPLETE');
  });
});

it('an error of a service is passed on by its name alone, because its message may quote the token', async () => {
  const handler = rotationHandler(() => Promise.reject(new TypeError('AuthToken the-new-token-of-shop is bad')));
  const event = { Step: 'setSecret' as const, SecretId: SECRET, ClientRequestToken: 'v2' };
  const context = { getRemainingTimeInMillis: () => 1_000 } as Parameters<typeof handler>[1];
  const run = handler(event, context);
  await expect(run).rejects.toMatchObject({
    code: 'STEP_FAILED',
    message: `STEP_FAILED: setSecret of ${SECRET}: TypeError`,
  });
});
