import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CfnElement, type Stack, Stage } from 'aws-cdk-lib';
import { fail } from './failure';
import { parseTemplate, type TemplateJson } from './resources';

/** A template and, where a construct tree is at hand, the paths of the constructs behind its logical ids. */
export interface TemplateSource {
  readonly template: TemplateJson;
  readonly paths: ReadonlyMap<string, string>;
}

/** Synthesizes the app that a stack belongs to, once, and reads the stack's template. */
export function synthesized(stack: Stack): TemplateSource {
  const stage = Stage.of(stack);
  if (stage === undefined) return fail(`stack '${stack.node.path}' belongs to no app, so it cannot be synthesized`);
  const { directory } = stage.synth();
  return {
    template: parseTemplate(readFileSync(path.join(directory, stack.templateFile), 'utf8')),
    paths: pathsIn(stack),
  };
}

function pathsIn(stack: Stack): ReadonlyMap<string, string> {
  return new Map(
    stack.node
      .findAll()
      .filter((construct) => CfnElement.isCfnElement(construct) && construct.stack === stack)
      .map((element) => [String(stack.resolve((element as CfnElement).logicalId)), element.node.path]),
  );
}
