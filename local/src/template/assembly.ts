import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TwinError } from '../errors';
import { isObject, type JsonObject } from './template';

/** A stack of a cloud assembly. */
export interface AssemblyStack {
  readonly stackName: string;
  /** Everything by which it can be asked for. */
  readonly names: readonly string[];
  /** Absolute path. */
  readonly templateFile: string;
}

/**
 * The stacks of a cloud assembly: those that its `manifest.json` lists, nested assemblies (stages) included, or else the
 * templates that lie in the folder. Format: https://github.com/aws/aws-cdk-cli, package `@aws-cdk/cloud-assembly-schema`.
 */
export async function readAssembly(folder: string): Promise<readonly AssemblyStack[]> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined); // a folder of templates
  if (text === undefined) return looseTemplates(folder);
  const stacks: AssemblyStack[] = [];
  for (const [id, artifact] of Object.entries(artifactsOf(text, folder))) {
    const properties = isObject(artifact.properties) ? artifact.properties : {};
    if (artifact.type === 'cdk:cloud-assembly' && typeof properties.directoryName === 'string') {
      stacks.push(...(await readAssembly(join(folder, properties.directoryName))));
    }
    if (artifact.type === 'aws:cloudformation:stack' && typeof properties.templateFile === 'string') {
      const stackName = typeof properties.stackName === 'string' ? properties.stackName : id;
      const displayName = typeof artifact.displayName === 'string' ? [artifact.displayName] : [];
      stacks.push({
        stackName,
        names: [stackName, id, ...displayName],
        templateFile: resolve(folder, properties.templateFile),
      });
    }
  }
  return stacks;
}

async function looseTemplates(folder: string): Promise<readonly AssemblyStack[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.template.json') && !file.endsWith('.nested.template.json'))
    .sort()
    .map((file) => {
      const stackName = file.replace(/\.template\.json$/, '');
      return { stackName, names: [stackName, file], templateFile: resolve(folder, file) };
    });
}

function artifactsOf(text: string, folder: string): Record<string, JsonObject> {
  const invalid = (reason: string): TwinError =>
    new TwinError('TEMPLATE_INVALID', `${join(folder, 'manifest.json')} ${reason}; run cdk synth again`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw invalid(`is not JSON (${(cause as Error).message})`);
  }
  const artifacts = isObject(manifest) ? (manifest.artifacts ?? {}) : undefined;
  if (!isObject(artifacts)) throw invalid('is not a cloud assembly');
  return Object.fromEntries(
    Object.entries(artifacts).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}
