/** Why a rotation stopped. `code` is stable; no message carries a secret. */
export class RotationError extends Error {
  public constructor(
    public readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'RotationError';
  }
}
