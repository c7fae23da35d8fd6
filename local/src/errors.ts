/**
 * Every error that the twin raises on its own account. `code` is stable and part of the contract; the message says what was
 * found, what is allowed and what to do, and never carries a secret.
 */
export class TwinError extends Error {
  public constructor(
    public readonly code: TwinErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${code}: ${message}`, options);
    this.name = 'TwinError';
  }
}

export type TwinErrorCode =
  | 'TEMPLATE_NOT_FOUND'
  | 'TEMPLATE_NOT_JSON'
  | 'TEMPLATE_INVALID'
  | 'TEMPLATE_HAS_NO_CACHE'
  | 'STACK_AMBIGUOUS'
  | 'STACK_NOT_FOUND'
  | 'INTRINSIC_UNKNOWN'
  | 'INTRINSIC_INVALID'
  | 'REFERENCE_MISSING'
  | 'REFERENCE_CYCLE'
  | 'ATTRIBUTE_UNKNOWN'
  | 'IMPORT_UNRESOLVED'
  | 'PARAMETER_NEEDS_VALUE'
  | 'PARAMETER_UNKNOWN'
  | 'DYNAMIC_REFERENCE_UNRESOLVED'
  | 'SECRET_INVALID'
  | 'CACHE_INVALID'
  | 'USER_INVALID'
  | 'ACCESS_STRING_REFUSED'
  | 'ENGINE_MISSING'
  | 'ENGINE_UNSUITABLE'
  | 'ENGINE_START_FAILED'
  | 'ENGINE_NOT_READY'
  | 'PORT_TAKEN'
  | 'TWIN_ALREADY_RUNNING'
  | 'TWIN_NOT_RUNNING'
  | 'TWIN_AMBIGUOUS'
  | 'TWIN_STOPPED'
  | 'STATE_UNUSABLE'
  | 'SUPERVISOR_FAILED'
  | 'NODE_UNKNOWN'
  | 'NODE_UNREACHABLE'
  | 'COMMAND_REFUSED'
  | 'OPTION_INVALID';
