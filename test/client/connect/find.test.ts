import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FindOptions, findManifest, type ManifestServices } from '../../../client/src/manifest';
import { manifest, text } from './manifests';

/** SSM and CloudFormation of an account that holds one manifest each. */
const account: ManifestServices = {
  parameter: (name) => Promise.resolve(text(`from parameter ${name}`)),
  stackOutputs: (stack) =>
    Promise.resolve({ Url: 'https://example.com', CacheManifestCache: text(`from stack ${stack}`) }),
};

describe('the manifest is found', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'elasticache-kit-find-'))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const file = (name: string, content: unknown): string => {
    const path = join(directory, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const find = async (options: FindOptions): Promise<string> =>
    (await findManifest({ environment: {}, directory, ...options }, account)).manifest.cacheId;
  const outputs = (cacheId: string): object => ({
    Shop: { CacheManifestCache: text(cacheId), Url: 'https://example.com' },
  });

  describe('in the documented order', () => {
    const everything = (): { options: FindOptions; environment: Record<string, string> } => {
      file('cdk-outputs.json', outputs('from cdk-outputs.json'));
      return {
        options: { manifest: manifest({ cacheId: 'from the option' }) },
        environment: {
          ELASTICACHE_KIT_MANIFEST: text('from the variable'),
          ELASTICACHE_KIT_OUTPUTS: file('named.json', outputs('from the named file')),
          ELASTICACHE_KIT_PARAMETER: '/shop/cache',
          ELASTICACHE_KIT_STACK: 'Shop',
        },
      };
    };

    it('and each place hides the ones after it', async () => {
      const { options, environment } = everything();
      expect(await find({ ...options, environment })).toBe('from the option');
      expect(await find({ environment })).toBe('from the variable');
      expect(await find({ environment: { ...environment, ELASTICACHE_KIT_MANIFEST: '' } })).toBe('from the named file');
      const { ELASTICACHE_KIT_PARAMETER, ELASTICACHE_KIT_STACK } = environment;
      const remote = { ELASTICACHE_KIT_PARAMETER, ELASTICACHE_KIT_STACK };
      expect(await find({ environment: remote })).toBe('from cdk-outputs.json');
      rmSync(join(directory, 'cdk-outputs.json'));
      expect(await find({ environment: remote })).toBe('from parameter /shop/cache');
      expect(await find({ environment: { ELASTICACHE_KIT_STACK } })).toBe('from stack Shop');
    });

    it('and every option comes before every variable', async () => {
      const { environment } = everything();
      expect(await find({ environment, outputsFile: file('other.json', outputs('from option outputsFile')) })).toBe(
        'from option outputsFile',
      );
      expect(await find({ environment, parameter: '/p' })).toBe('from parameter /p');
      expect(await find({ environment, stack: 'S' })).toBe('from stack S');
    });

    it('and the variable may name the parameter that was too large for it', async () => {
      expect(await find({ environment: { ELASTICACHE_KIT_MANIFEST: 'ssm:/shop/large' } })).toBe(
        'from parameter /shop/large',
      );
    });
  });

  it('among several caches by its id or its output, from the option or the variable', async () => {
    const two = { Shop: { CacheManifestA: text('a'), CacheManifestB: text('b') }, Dev: { CacheManifestA: text('c') } };
    file('cdk-outputs.json', two);
    expect(await find({ cache: 'b' })).toBe('b');
    expect(await find({ cache: 'Dev.CacheManifestA' })).toBe('c');
    expect(await find({ environment: { ELASTICACHE_KIT_CACHE: 'a' } })).toBe('a');
  });

  it('in a later place where an earlier one holds another cache than the one that was asked for', async () => {
    file('cdk-outputs.json', outputs('wanted'));
    expect(await find({ cache: 'wanted', environment: { ELASTICACHE_KIT_MANIFEST: text('other') } })).toBe('wanted');
  });

  it('although another cache in the same file has a manifest of a later version', async () => {
    file('cdk-outputs.json', {
      Shop: { CacheManifestOld: text('old'), CacheManifestNew: '{"manifestVersion":2,"cacheId":"new"}' },
    });
    expect(await find({ cache: 'old' })).toBe('old');
    await expect(find({ cache: 'new' })).rejects.toMatchObject({ code: 'MANIFEST_VERSION_UNSUPPORTED' });
  });

  describe('or the error says what is there', () => {
    const failure = (options: FindOptions): Promise<Error & { code: string }> =>
      findManifest({ environment: {}, directory, ...options }, account).then(
        () => {
          throw new Error('a manifest was found');
        },
        (error: unknown) => error as Error & { code: string },
      );

    it('when nothing is found: every place, in order', async () => {
      const { code, message } = await failure({});
      expect(code).toBe('MANIFEST_NOT_FOUND');
      expect(message.split('\n').slice(1, -1)).toEqual([
        '  ELASTICACHE_KIT_MANIFEST: not set',
        '  ELASTICACHE_KIT_OUTPUTS: not set',
        `  ${join(directory, 'cdk-outputs.json')}: no such file`,
        '  ELASTICACHE_KIT_PARAMETER: not set',
        '  ELASTICACHE_KIT_STACK: not set',
      ]);
    });

    it('when the cache that was asked for is not among those found', async () => {
      file('cdk-outputs.json', outputs('other'));
      const { code, message } = await failure({
        cache: 'wanted',
        environment: { ELASTICACHE_KIT_MANIFEST: text('third') },
      });
      expect(code).toBe('MANIFEST_NOT_FOUND');
      expect(message).toContain('wanted');
      expect(message).toContain('ELASTICACHE_KIT_MANIFEST: cache third');
      expect(message).toContain('cdk-outputs.json: cache other');
    });

    it('when a file has outputs but no manifest', async () => {
      file('cdk-outputs.json', { Shop: { Url: 'https://example.com' } });
      expect((await failure({})).message).toContain('stacks Shop with 1 outputs that are not manifests');
    });

    it('when several caches are found and none was named', async () => {
      file('cdk-outputs.json', { Shop: { CacheManifestA: text('a'), CacheManifestB: text('b') } });
      const { code, message } = await failure({});
      expect(code).toBe('MANIFEST_AMBIGUOUS');
      expect(message).toContain('a (output Shop.CacheManifestA), b (output Shop.CacheManifestB)');
      expect(message).toContain('ELASTICACHE_KIT_CACHE');
    });

    it.each([
      ['is not there', undefined, 'MANIFEST_UNREADABLE', 'there is no such file'],
      ['is not JSON', '{"Shop":', 'MANIFEST_UNREADABLE', 'not JSON'],
      ['is not an outputs file', [1, 2], 'MANIFEST_UNREADABLE', 'not an outputs file'],
      ['has no stacks', {}, 'MANIFEST_NOT_FOUND', 'stacks (none)'],
    ])('when a named file %s', async (_, content, code, words) => {
      const path = content === undefined ? join(directory, 'gone.json') : file('named.json', content);
      const error = await failure({ environment: { ELASTICACHE_KIT_OUTPUTS: path } });
      expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect(error.message).toContain(`ELASTICACHE_KIT_OUTPUTS=${path}`);
    });

    it.each([
      ['of a later major version', '{"manifestVersion":2}', 'MANIFEST_VERSION_UNSUPPORTED'],
      ['cut off', text('x').slice(0, 50), 'MANIFEST_NOT_JSON'],
      ['without endpoints', JSON.stringify({ ...manifest(), endpoints: {} }), 'MANIFEST_INVALID'],
    ])('when the variable holds a manifest %s: its name, and a code', async (_, value, code) => {
      const error = await failure({ environment: { ELASTICACHE_KIT_MANIFEST: value } });
      expect(error).toMatchObject({ code, name: 'ManifestError' });
      expect(error.message.startsWith(`${code}: ELASTICACHE_KIT_MANIFEST: `)).toBe(true);
    });
  });
});
