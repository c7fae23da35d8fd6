/** From where a serverless cache can be reached. */
export enum ServerlessConnectionType {
  /** From inside a VPC, through an endpoint in its subnets. */
  VPC = 'vpc',
  /**
   * From the internet, without a VPC, with TLS 1.3. Valkey 9 and newer, and users who authenticate by IAM only:
   * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/serverless-public-endpoints-chapter.html
   */
  PUBLIC = 'public',
}
