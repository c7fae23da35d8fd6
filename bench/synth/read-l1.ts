import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { classOf, type L1Stack, type TemplateResource } from './l1';

interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: L1Stack['outputs'];
}

/** Reads the stacks of a synthesized app as L1 code. */
export function l1Of(assembly: CloudAssembly): L1Stack[] {
  return assembly.stacks.map((artifact) => {
    const template = artifact.template as Template;
    const scratch = new Stack(new App({ analyticsReporting: false }), artifact.stackName);
    const included = new CfnInclude(scratch, 'Template', { templateFile: artifact.templateFullPath });
    const resources = Object.entries(template.Resources).map(([id, source]) => {
      // CfnInclude knows how each property is spelled in code; the class keeps them all in a protected member.
      const typed = included.getResource(id) as unknown as { readonly cfnProperties: unknown };
      const props: unknown = classOf(source.Type) ? scratch.resolve(typed.cfnProperties) : source.Properties;
      return { id, type: source.Type, props, source };
    });
    return {
      name: artifact.stackName,
      resources: targetsFirst(resources),
      outputs: template.Outputs ?? {},
      assets: foldersOf(assembly, artifact),
    };
  });
}

/** The first resource that an assembly has otherwise than the L1 code says; absent where all are the same. */
export function differenceFrom(assembly: CloudAssembly, stacks: readonly L1Stack[]): string | undefined {
  for (const { name, resources } of stacks) {
    const { Resources } = assembly.getStackByName(name).template as Template;
    for (const { id, source } of resources) {
      const [is, should] = [Resources[id], source].map((value) => JSON.stringify(sorted(value)));
      if (is !== should) return `${name}/${id} is ${is}, not ${should}`;
    }
  }
  return undefined;
}

function foldersOf(assembly: CloudAssembly, { stackName }: CloudFormationStackArtifact): string[] {
  const file = path.join(assembly.directory, `${stackName}.assets.json`);
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly files: Record<string, { readonly source: { readonly path: string; readonly packaging: string } }>;
  };
  return Object.values(files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => path.join(assembly.directory, source.path));
}

/** As in code, where what is referred to must exist before. */
function targetsFirst<T extends { readonly id: string; readonly props: unknown }>(resources: readonly T[]): T[] {
  const left = new Map(resources.map((resource) => [resource.id, resource]));
  const ordered: T[] = [];
  const take = (resource: T): void => {
    if (!left.delete(resource.id)) return;
    for (const target of targetsIn(resource.props)) {
      const needed = left.get(target);
      if (needed !== undefined) take(needed);
    }
    ordered.push(resource);
  };
  resources.forEach(take);
  return ordered;
}

function targetsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(targetsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    return key === 'Fn::GetAtt' ? [String((inner as unknown[])[0])] : targetsIn(inner);
  });
}

/** The order of keys, and of names in a list, has no meaning here. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return items.every((item) => typeof item === 'string') ? items.sort() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
