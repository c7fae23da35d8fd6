/** What a rule has to say about an input: stable id, what was given, what is allowed, how to fix it. */
export interface Finding {
  /** Stable: users search for it and tests assert on it. */
  readonly id: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** One thing that can be wrong with `T`. A rule that cannot judge (a value known only at deployment) says nothing. */
export interface Rule<T> {
  readonly id: string;
  /** Everything this rule finds wrong; nothing where all is well. */
  readonly check: (subject: T) => readonly Objection[];
}

/** A finding before its rule has signed it. */
export type Objection = Omit<Finding, 'id'>;

/** Nothing where all is well, else the objection. */
export function unless(fine: boolean, objection: Objection): readonly Objection[] {
  return fine ? [] : [objection];
}

/** Applies every rule, so that one error can name all there is to fix. */
export function findingsOf<T>(rules: readonly Rule<T>[], subject: T): Finding[] {
  return rules.flatMap((rule) => rule.check(subject).map((finding) => ({ id: rule.id, ...finding })));
}
