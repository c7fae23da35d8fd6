interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly ids: readonly string[];
}

/** What an action is refused with; an error of its own where it is accepted. */
export function refusal(action: () => unknown): Refusal {
  try {
    action();
  } catch (error) {
    const { code, message, findings = [] } = error as { code: string; message: string; findings?: { id: string }[] };
    return { code, message, ids: findings.map((finding) => finding.id) };
  }
  throw new Error('was accepted');
}
