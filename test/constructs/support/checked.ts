import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT, VALIDATION_REPORT_FILE } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { schemaFindings } from './schema';
import { CONTEXT, userApp } from './stacks';

/** The four checks that every template must pass. */
export const GATES = ['schema', 'CloudFormation Validate', 'AwsSolutions', 'NIST.800.53.R5'] as const;

/** One thing that one of the checks has against a template. */
export interface GateFinding {
  readonly gate: string;
  readonly stack: string;
  /** `rule at construct: what is wrong`. */
  readonly text: string;
}

/** An app whose templates are checked when it is synthesized: by CloudFormation's own rules, as errors, and by both packs of cdk-nag. */
export function gatedApp(): App {
  const app = userApp({
    builtinCloudFormationValidation: true,
    // The findings are collected from the report, each for its story, instead of thrown all at once.
    context: {
      ...CONTEXT,
      [FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false,
      '@aws-cdk/core:annotationsInValidationReport': false,
    },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  return app;
}

/** Synthesizes a gated app, once, and collects what the four checks have against its stacks. */
export function gateFindings(app: App): readonly GateFinding[] {
  const assembly = app.synth();
  const bySchema = assembly.stacksRecursively.flatMap(({ template, hierarchicalId }) =>
    schemaFindings(template as Parameters<typeof schemaFindings>[0]).map((text) => ({
      gate: 'schema',
      stack: hierarchicalId,
      text,
    })),
  );
  return [...bySchema, ...reportFindings(assembly.directory)];
}

/** Fails with everything that the four checks have against a stack of a gated app. */
export function expectClean(stack: Stack, findings: readonly GateFinding[]): void {
  const own = findings.filter((finding) => finding.stack === stack.node.path);
  expect(own.map(({ gate, text }) => `${gate}: ${text}`)).toEqual([]);
}

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

function reportFindings(directory: string): readonly GateFinding[] {
  const report = JSON.parse(readFileSync(path.join(directory, VALIDATION_REPORT_FILE), 'utf8')) as Report;
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath = '' }) => ({
        gate: pluginName,
        stack: constructPath.split('/')[0] ?? '',
        text: `${ruleName} at ${constructPath}: ${description}`,
      })),
    ),
  );
}
