/** Whether synthesis fails, or says something that can be acknowledged. */
export type RuleSeverity = 'error' | 'warning';

/** What a rule is about, without the values of a particular cache. The finding itself names these. */
export interface RuleEntry {
  /** Stable: a finding begins with it, and a warning is acknowledged as `@elasticache-kit/constructs:<id>`. */
  readonly id: string;
  readonly severity: RuleSeverity;
  /** What is refused, or for a warning what is legal and dangerous. */
  readonly refused: string;
  readonly allowed: string;
  readonly fix: string;
  /** Page on which AWS says so; absent where the rule is this library's own. */
  readonly source?: string;
}

/** The rules of one construct or theme, in the order of the page. */
export interface RuleFamily {
  readonly title: string;
  readonly introduction: string;
  readonly rules: readonly RuleEntry[];
}

export function error(id: string, refused: string, allowed: string, fix: string, source?: string): RuleEntry {
  return { id, severity: 'error', refused, allowed, fix, source };
}

export function warning(id: string, refused: string, allowed: string, fix: string, source?: string): RuleEntry {
  return { id, severity: 'warning', refused, allowed, fix, source };
}
