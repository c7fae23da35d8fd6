/** Where a cache listens. */
export class CacheEndpoint {
  public constructor(
    /** Host name; known once deployed. */
    public readonly host: string,
    /** Port; known once deployed. */
    public readonly port: number,
  ) {}
}
