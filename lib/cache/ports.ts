import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** The ports of a cache as its firewall sees them. */
export class PortsOfCache {
  /** One port for everything; with a reader endpoint, readers use it too. */
  public static single(port: number, hasReaderEndpoint: boolean): PortsOfCache {
    return new PortsOfCache(ec2.Port.tcp(port), hasReaderEndpoint ? ec2.Port.tcp(port) : undefined);
  }

  /** Writers at `port`, readers at the next one: how serverless caches listen. */
  public static pair(port: number): PortsOfCache {
    return new PortsOfCache(ec2.Port.tcpRange(port, port + 1), ec2.Port.tcp(port + 1));
  }

  private constructor(
    /** What a client that reads and writes needs. */
    public readonly all: ec2.Port,
    /** What a client that only reads needs; absent where the cache has no reader endpoint. */
    public readonly readers: ec2.Port | undefined,
  ) {}
}
