/** Something legal that its user should know of. */
export interface Caution {
  /** Stable: users acknowledge it by this name. */
  readonly id: string;
  readonly text: string;
}
