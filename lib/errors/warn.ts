import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Finding } from '../model/finding';
import { legible } from './legible';

/**
 * Says what is legal and dangerous. A warning can be acknowledged by its id, `@elasticache-kit/constructs:<id>`:
 * `Annotations.of(cache).acknowledgeWarning(id, reason)`.
 */
export function warn(construct: IConstruct, findings: readonly Finding[]): void {
  for (const { id, given, allowed, fix } of findings) {
    Annotations.of(construct).addWarningV2(warningId(id), legible(`got ${given}; better: ${allowed}. ${fix}`));
  }
}

/** The name by which a warning is acknowledged. */
export function warningId(id: string): string {
  return `@elasticache-kit/constructs:${id}`;
}
