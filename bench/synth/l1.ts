import { createRequire } from 'node:module';
import path from 'node:path';
import {
  type App,
  type CfnDeletionPolicy,
  CfnOutput,
  CfnResource,
  type CfnUpdatePolicy,
  Fn,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

/** What somebody who knows only L1 constructs would have written by hand, as data: one entry for each `new CfnX(this, id, props)`. */
export interface L1Stack {
  readonly name: string;
  readonly resources: readonly L1Resource[];
  readonly outputs: Readonly<Record<string, { readonly Value: unknown; readonly Description?: string }>>;
  /** Folders that functions are made of: whoever writes the stack has to have these staged. */
  readonly assets: readonly string[];
}

interface L1Resource {
  readonly id: string;
  readonly type: string;
  /** Typed, spelled as in code; as in the template for types without a class of their own. References are written out. */
  readonly props: unknown;
  readonly source: TemplateResource;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: { readonly UseOnlineResharding?: boolean };
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

type ResourceClass = new (scope: Construct, id: string, props: unknown) => CfnResource;
type Made = ReadonlyMap<string, CfnResource>;

const load = createRequire(__filename);
const CLASSES = load(
  path.join(path.dirname(load.resolve('aws-cdk-lib/package.json')), 'cloudformation-include/cfn-types-2-classes.json'),
) as Record<string, string>;

/** The typed L1 construct of a resource type; absent where it has none. */
export function classOf(type: string): ResourceClass | undefined {
  const [module, name] = (CLASSES[type] ?? '').split(/\.(?=[^.]+$)/);
  return module && name ? (load(module) as Record<string, ResourceClass>)[name] : undefined;
}

/** Writes a stack into an app, resource by resource. */
export function writeL1(app: App, { name, resources, outputs, assets }: L1Stack): void {
  const stack = new Stack(app, name);
  assets.forEach((folder, i) => new Asset(stack, `Asset${i}`, { path: folder }));
  const made = new Map<string, CfnResource>();
  for (const { id, type, props } of resources) {
    const Class = classOf(type);
    const value = revived(props, made);
    made.set(
      id,
      Class === undefined
        ? new CfnResource(stack, id, { type, properties: value as Record<string, unknown> })
        : new Class(stack, id, value),
    );
  }
  for (const { id, source } of resources) addAttributes(made, id, source);
  for (const [id, { Value, Description }] of Object.entries(outputs)) {
    new CfnOutput(stack, id, { value: revived(Value, made) as string, description: Description });
  }
}

function addAttributes(made: Made, id: string, source: TemplateResource): void {
  const resource = made.get(id);
  if (resource === undefined) return;
  for (const target of [source.DependsOn ?? []].flat()) {
    const needed = made.get(target);
    if (needed !== undefined) resource.addResourceDependency(needed);
  }
  resource.cfnOptions.deletionPolicy = source.DeletionPolicy as CfnDeletionPolicy | undefined;
  resource.cfnOptions.updateReplacePolicy = source.UpdateReplacePolicy as CfnDeletionPolicy | undefined;
  const policy: CfnUpdatePolicy = { useOnlineResharding: source.UpdatePolicy?.UseOnlineResharding };
  if (source.UpdatePolicy !== undefined) resource.cfnOptions.updatePolicy = policy;
  for (const [key, value] of Object.entries(source.Metadata ?? {})) resource.addMetadata(key, value);
}

/** Literals as they are, and the tokens that code would have in place of references: `vpc.ref`, `role.attrArn`, template strings. */
function revived(value: unknown, made: Made): unknown {
  if (Array.isArray(value)) return value.map((inner) => revived(inner, made));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && key === 'Ref') return made.get(String(inner))?.ref ?? Fn.ref(String(inner));
  if (more.length === 0 && key === 'Fn::GetAtt') {
    const [target, attribute] = inner as [string, string];
    return (made.get(target)?.getAtt(attribute) ?? Fn.getAtt(target, attribute)).toString();
  }
  if (more.length === 0 && key === 'Fn::Join') {
    const [separator, parts] = inner as [string, unknown];
    if (Array.isArray(parts)) {
      return Fn.join(
        separator,
        parts.map((part) => String(revived(part, made))),
      );
    }
  }
  if (more.length === 0 && key.startsWith('Fn::')) return Token.asString(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revived(part, made)]));
}
