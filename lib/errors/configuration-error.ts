import type { Finding } from '../model/finding';
import { legible } from './legible';

/**
 * A construct was asked for something that cannot be deployed or would not do what it promises. Names everything that is wrong at once.
 * `code` is the id of the first finding.
 */
export class CacheConfigurationError extends Error {
  public readonly code: string;
  public readonly findings: readonly Finding[];

  public constructor(
    public readonly path: string,
    found: readonly Finding[],
  ) {
    const findings = found.map(({ id, given, allowed, fix }) => ({
      id,
      given: legible(given),
      allowed: legible(allowed),
      fix: legible(fix),
    }));
    super(messageOf(path, findings));
    this.findings = findings;
    this.name = 'CacheConfigurationError';
    this.code = findings[0]?.id ?? 'UNKNOWN';
  }
}

/** Throws where there is anything to report. */
export function refuse(path: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw new CacheConfigurationError(path, findings);
}

function messageOf(path: string, findings: readonly Finding[]): string {
  const lines = findings.map((f) => `${f.id}: got ${f.given}; allowed: ${f.allowed}. ${f.fix}`);
  return lines.length === 1 ? `${lines[0]} [${path}]` : `[${path}] ${lines.length} findings\n  ${lines.join('\n  ')}`;
}
