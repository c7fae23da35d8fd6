import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSource } from '../../../local/src/template/source';
import { template, templateFile } from '../support/fixtures';

describe('a template is found', () => {
  let folder: string;
  const write = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const stack = (templateFile: string, stackName?: string): object => ({
    type: 'aws:cloudformation:stack',
    displayName: `Display/${templateFile}`,
    properties: { templateFile, ...(stackName !== undefined && { stackName }) },
  });
  const none = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'elasticache-kit-test-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('in a file, whose name is the stack’s', async () => {
    expect(await readSource(templateFile('single'))).toMatchObject({ stackName: 'single' });
  });

  it('in a file of a cloud assembly, which knows the stack’s real name', async () => {
    const file = write('Shop.template.json', template('single'));
    write('manifest.json', { artifacts: { Shop: stack('Shop.template.json', 'shop-production') } });
    expect(await readSource(file)).toMatchObject({ stackName: 'shop-production' });
  });

  it('in a folder of templates without a manifest', async () => {
    cpSync(templateFile('single'), path.join(folder, 'Shop.template.json'));
    expect(await readSource(folder)).toMatchObject({ stackName: 'Shop' });
  });

  it('in a cloud assembly: the only stack with a cache, in whatever stage', async () => {
    write('manifest.json', {
      artifacts: {
        Network: stack('Network.template.json'),
        Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
      },
    });
    write('Network.template.json', none);
    write('assembly-Prod/manifest.json', { artifacts: { ProdCache: stack('Cache.template.json', 'Prod-Cache') } });
    write('assembly-Prod/Cache.template.json', template('single'));
    expect(await readSource(folder)).toMatchObject({ stackName: 'Prod-Cache' });
  });

  it.each(['second', 'Second', 'Display/Second.template.json'])('by the name %s of its stack', async (name) => {
    write('manifest.json', {
      artifacts: { First: stack('First.template.json'), Second: stack('Second.template.json', 'second') },
    });
    write('First.template.json', template('single'));
    write('Second.template.json', template('single'));
    expect(await readSource(folder, { stack: name })).toMatchObject({ stackName: 'second' });
    await expect(readSource(folder)).rejects.toMatchObject({
      code: 'STACK_AMBIGUOUS',
      message: expect.stringContaining('First, second'),
    });
    await expect(readSource(folder, { stack: 'Third' })).rejects.toMatchObject({
      code: 'STACK_NOT_FOUND',
      message: expect.stringContaining('no stack Third; it has First, second'),
    });
  });

  it('or it is said what is there instead', async () => {
    await expect(readSource(folder)).rejects.toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
      message: expect.stringContaining('run cdk synth'),
    });
    await expect(readSource(path.join(folder, 'nothing'))).rejects.toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
    await expect(readSource(write('broken.template.json', '{ "Resources": '))).rejects.toMatchObject({
      code: 'TEMPLATE_NOT_JSON',
    });
    rmSync(path.join(folder, 'broken.template.json'));
    await expect(readSource(write('list.json', []))).rejects.toMatchObject({ code: 'TEMPLATE_INVALID' });
    write('Network.template.json', none);
    write('Other.template.json', none);
    await expect(readSource(folder)).rejects.toMatchObject({
      code: 'TEMPLATE_HAS_NO_CACHE',
      message: expect.stringContaining('Network, Other'),
    });
    write('manifest.json', 'not JSON');
    await expect(readSource(folder)).rejects.toMatchObject({
      code: 'TEMPLATE_INVALID',
      message: expect.stringContaining('manifest.json'),
    });
  });
});
