/** Addresses that a cache's subnets give it: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html */
export enum NetworkType {
  /** IPv4 only. */
  IPV4 = 'ipv4',
  /** IPv6 only. */
  IPV6 = 'ipv6',
  /** Both. */
  DUAL_STACK = 'dual_stack',
}

/** Which addresses a cache answers with when a client asks for its nodes. */
export enum IpDiscovery {
  /** IPv4. */
  IPV4 = 'ipv4',
  /** IPv6. */
  IPV6 = 'ipv6',
}
