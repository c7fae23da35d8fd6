import type { Template } from 'aws-cdk-lib/assertions';
import { schemaFindings } from './schema';

/** The template, once CloudFormation would accept the ElastiCache resources in it; else an error that names every fault. */
export function schemaChecked(template: Template): Template {
  const findings = schemaFindings(template.toJSON());
  if (findings.length > 0) throw new Error(`CloudFormation would refuse this template:\n${findings.join('\n')}`);
  return template;
}
