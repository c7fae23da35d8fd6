import { valkeyFamily } from '../model/engine-versions';

/** Options for an engine version that this release of the kit does not know. */
export interface EngineOptions {
  /**
   * Parameter group family of the version, for example `valkey9`.
   *
   * @default - the family of the version, where this release knows it
   */
  readonly parameterFamily?: string;
}

/** The engine of a cache and its version. */
export class Engine {
  /**
   * Valkey.
   *
   * @param version as ElastiCache writes it: `major.minor`, for example `8.0`; AWS manages the patch
   */
  public static valkey(version: string, options: EngineOptions = {}): Engine {
    return new Engine('valkey', version, options.parameterFamily ?? valkeyFamily(version));
  }

  private constructor(
    /** Name that ElastiCache uses. */
    public readonly name: string,
    /** `major.minor`. */
    public readonly version: string,
    /** Parameter group family; absent where the version is unknown to this release and no family was given. */
    public readonly parameterFamily: string | undefined,
  ) {}
}
