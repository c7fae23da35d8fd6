import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { TwinError } from '../errors';
import { type AssemblyStack, readAssembly } from './assembly';
import { readTemplate, type Template } from './template';

/** A template, and the name of the stack that it makes. */
export interface NamedTemplate {
  readonly template: Template;
  readonly stackName: string;
}

export interface SourceOptions {
  /** Which stack of a cloud assembly: its name, its id or its path. */
  readonly stack?: string;
  /** Name of the stack, where the source does not say it. */
  readonly stackName?: string;
}

/**
 * Reads a template from a `*.template.json` file, from a cloud assembly (the folder `cdk.out`) or from the parsed value.
 *
 * @throws TwinError TEMPLATE_NOT_FOUND, TEMPLATE_NOT_JSON, TEMPLATE_INVALID, TEMPLATE_HAS_NO_CACHE, STACK_NOT_FOUND, STACK_AMBIGUOUS
 */
export async function readSource(source: string | object, options: SourceOptions = {}): Promise<NamedTemplate> {
  if (typeof source !== 'string') {
    return { template: readTemplate(source, 'the given template'), stackName: options.stackName ?? 'Twin' };
  }
  const path = resolve(source);
  const found = await stat(path).catch((cause: unknown) => {
    throw new TwinError(
      'TEMPLATE_NOT_FOUND',
      `there is no file or folder ${path}; run cdk synth, then name a template or the folder cdk.out`,
      {
        cause,
      },
    );
  });
  if (found.isDirectory()) return chooseStack(await readAssembly(path), path, options);
  const template = readTemplate(await readJson(path), path);
  const known = (await readAssembly(dirname(path))).find((stack) => stack.templateFile === path);
  return {
    template,
    stackName: options.stackName ?? known?.stackName ?? basename(path).replace(/(\.template)?\.json$/, ''),
  };
}

const CACHE_TYPES: readonly string[] = [
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ServerlessCache',
];

async function chooseStack(
  stacks: readonly AssemblyStack[],
  folder: string,
  options: SourceOptions,
): Promise<NamedTemplate> {
  if (stacks.length === 0) {
    throw new TwinError(
      'TEMPLATE_NOT_FOUND',
      `${folder} holds no *.template.json; run cdk synth, then name a template or the folder cdk.out`,
    );
  }
  const wanted = stacks.filter(({ names }) => options.stack === undefined || names.includes(options.stack));
  const list = (of: readonly AssemblyStack[]): string => of.map(({ stackName }) => stackName).join(', ');
  if (wanted.length === 0) {
    throw new TwinError('STACK_NOT_FOUND', `${folder} has no stack ${options.stack}; it has ${list(stacks)}`);
  }
  const read = await Promise.all(
    wanted.map(async (stack) => ({
      stack,
      template: readTemplate(await readJson(stack.templateFile), stack.templateFile),
    })),
  );
  const withCaches = read.filter(({ template }) =>
    Object.values(template.resources).some(({ type }) => CACHE_TYPES.includes(type)),
  );
  // A stack that was named is taken as it is: what is wrong with it is said later, by its own name.
  const [chosen, ...others] = withCaches.length === 0 && wanted.length === 1 ? read : withCaches;
  if (chosen === undefined) {
    throw new TwinError(
      'TEMPLATE_HAS_NO_CACHE',
      `no stack in ${folder} has a cache (${CACHE_TYPES.join(', ')}); there are ${list(stacks)}`,
    );
  }
  if (others.length > 0) {
    const candidates = list(withCaches.map(({ stack }) => stack));
    throw new TwinError(
      'STACK_AMBIGUOUS',
      `${folder} has several stacks with caches: ${candidates}; choose one with --stack (or the option stack)`,
    );
  }
  return { template: chosen.template, stackName: options.stackName ?? chosen.stack.stackName };
}

export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TwinError('TEMPLATE_NOT_FOUND', `${path} cannot be read: ${(cause as Error).message}`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TwinError(
      'TEMPLATE_NOT_JSON',
      `${path} is not JSON (${(cause as Error).message}); cdk synth writes templates as *.template.json`,
      {
        cause,
      },
    );
  }
}
