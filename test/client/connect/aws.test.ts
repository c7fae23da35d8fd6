import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { awsManifestServices, secretsManager } from '../../../client/src/aws';
import { loadSdk } from '../../../client/src/aws/sdk';
import { findManifest } from '../../../client/src/manifest';
import { text } from './manifests';

const ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:app';
const STACKS = (value: string): string =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
  <StackName>Shop</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
  <Outputs><member><OutputKey>CacheManifestCache</OutputKey><OutputValue>${value.replaceAll('"', '&quot;')}</OutputValue></member>
  </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

/** The AWS SDK's real clients against a local endpoint that answers as the services do. */
describe('on AWS', () => {
  let server: Server;
  let answer: { status: number; type: string; body: string };
  const asked: { authorization: string; body: string }[] = [];
  const before = { ...process.env };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ authorization: request.headers.authorization ?? '', body });
        response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: '1',
    });
  });
  afterAll(async () => {
    process.env = before;
    server.close();
    await once(server, 'close');
  });
  beforeEach(() => asked.splice(0));
  const json = (body: object, status = 200): typeof answer => ({
    status,
    type: 'application/x-amz-json-1.1',
    body: JSON.stringify(body),
  });

  it('the manifest comes from an SSM parameter', async () => {
    answer = json({ Parameter: { Name: '/shop/cache', Value: text('from ssm') } });
    const options = { environment: { ELASTICACHE_KIT_MANIFEST: 'ssm:/shop/cache' } };
    expect((await findManifest(options, awsManifestServices)).manifest.cacheId).toBe('from ssm');
    expect(JSON.parse(asked[0]?.body ?? '{}')).toEqual({ Name: '/shop/cache', WithDecryption: true });
  });

  it('the manifest comes from the outputs of a stack', async () => {
    answer = { status: 200, type: 'text/xml', body: STACKS(text('from the stack')) };
    const options = { environment: { ELASTICACHE_KIT_STACK: 'Shop' }, directory: '/nowhere' };
    expect((await findManifest(options, awsManifestServices)).manifest.cacheId).toBe('from the stack');
    expect(asked[0]?.body).toContain('StackName=Shop');
  });

  it.each([
    [
      'parameter',
      () => awsManifestServices.parameter('/gone'),
      json({ __type: 'ParameterNotFound' }, 400),
      'ParameterNotFound',
    ],
    [
      'stack',
      () => awsManifestServices.stackOutputs('Gone'),
      {
        status: 400,
        type: 'text/xml',
        body: '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id Gone does not exist</Message></Error></ErrorResponse>',
      },
      'does not exist',
    ],
  ])('a %s that cannot be read is an error with its name and the reason', async (_, read, reply, words) => {
    answer = reply;
    await expect(read()).rejects.toMatchObject({
      code: 'MANIFEST_UNREADABLE',
      message: expect.stringContaining(words),
    });
  });

  it('the secret is read in the Region that its ARN names', async () => {
    answer = json({ SecretString: '{"username":"app","password":"x"}' });
    expect(await secretsManager(undefined)(ARN)).toBe('{"username":"app","password":"x"}');
    expect(JSON.parse(asked[0]?.body ?? '{}')).toEqual({ SecretId: ARN });
    expect(asked[0]?.authorization).toContain('/eu-central-1/secretsmanager/');
  });

  it('a secret that may not be read is an error that says which right is missing', async () => {
    answer = json({ __type: 'AccessDeniedException', message: 'User is not authorized' }, 400);
    await expect(secretsManager(undefined)(ARN)).rejects.toMatchObject({
      code: 'SECRET_UNREADABLE',
      message: expect.stringMatching(/AccessDeniedException.*secretsmanager:GetSecretValue/),
    });
  });

  it('an SDK client that is not installed is named', async () => {
    const name = '@aws-sdk/client-not-installed';
    const load = (): Promise<unknown> => import(name);
    await expect(loadSdk(name, load, 'reading the secret')).rejects.toMatchObject({
      code: 'AWS_SDK_MISSING',
      message: expect.stringContaining(`npm install ${name}`),
    });
  });
});
