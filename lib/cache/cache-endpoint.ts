import { Token } from 'aws-cdk-lib';

/** Where a cache listens. */
export class CacheEndpoint {
  public constructor(
    /** Host name; known once deployed. */
    public readonly host: string,
    /** Port; known once deployed. */
    public readonly port: number,
  ) {}

  /** `host:port`. */
  public get socketAddress(): string {
    return `${this.host}:${Token.isUnresolved(this.port) ? Token.asString(this.port) : this.port}`;
  }

  /**
   * CloudFormation's ports are strings; as a number token one stands unquoted in the manifest.
   *
   * @internal
   */
  public static _ofAttributes(host: string, port: string): CacheEndpoint {
    return new CacheEndpoint(host, Token.asNumber(port));
  }
}
