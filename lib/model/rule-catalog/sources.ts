const guide = (page: string): string => `https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/${page}.html`;
const api = (action: string): string =>
  `https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_${action}.html`;
const resource = (name: string): string =>
  `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-${name}.html`;

/** The pages of AWS that the rules follow. */
export const AWS = {
  alarms: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html',
  auth: guide('auth'),
  autoScaling: guide('AutoScaling'),
  clusterMode: guide('modify-cluster-mode'),
  clusterNodes: resource('cachecluster'),
  commands: guide('SupportedCommands'),
  createCluster: api('CreateCacheCluster'),
  createGroup: api('CreateReplicationGroup'),
  createParameterGroup: api('CreateCacheParameterGroup'),
  createServerless: api('CreateServerlessCache'),
  dataTiering: guide('data-tiering'),
  durability: guide('Durability'),
  encryptionAtRest: guide('at-rest-encryption'),
  engines: guide('engine-versions'),
  eviction: guide('redis-memory-management'),
  extendedSupport: guide('extended-support-versions'),
  group: resource('replicationgroup'),
  iam: guide('auth-iam'),
  maintenance: guide('maintenance-window'),
  modifyParameterGroup: api('ModifyCacheParameterGroup'),
  multiAz: guide('AutoFailover'),
  networkType: guide('network-type'),
  nodeTypes: guide('CacheNodes.SupportedTypes'),
  notifications: guide('ElastiCacheSNS'),
  parameters: guide('ParameterGroups.Engine'),
  parameterStore:
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  placement: api('NodeGroupConfiguration'),
  publicEndpoints: guide('serverless-public-endpoints-chapter'),
  quotas: guide('quota-limits'),
  rbac: guide('Clusters.RBAC'),
  restore: guide('backups-restoring'),
  seed: guide('backups-seeding-redis'),
  selectEngine: guide('SelectEngine'),
  serverless: resource('serverlesscache'),
  serverlessMetrics: guide('serverless-metrics-events'),
  serverlessScaling: guide('Scaling'),
  snapshots: guide('backups-automatic'),
  subnets: guide('SubnetGroups'),
  tlsGroups: guide('in-transit-encryption-enable'),
  tlsMemcached: guide('in-transit-encryption-mc'),
  usageLimits: api('CacheUsageLimits'),
  user: resource('user'),
  userGroup: resource('usergroup'),
  vpc: guide('VPCs'),
} as const;
