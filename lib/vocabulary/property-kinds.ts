import type { PropertyKind } from '../errors/property-kinds';

/** Told by what it has, not by its class: an app may hold two copies of this package or of the CDK, and both serve. */
function having(title: string, example: string, members: Readonly<Record<string, string>>): PropertyKind {
  return {
    title,
    example,
    fits: (value) =>
      typeof value === 'object' &&
      value !== null &&
      // `in` first: some members of imported constructs throw when they are read.
      Object.entries(members).every(
        ([name, type]) => name in value && (type === '' || typeof (value as Record<string, unknown>)[name] === type),
      ),
  };
}

function primitive(type: 'string' | 'number' | 'boolean', example: string): PropertyKind {
  return { title: `a ${type}`, example, fits: (value) => typeof value === type };
}

function listOf(title: string, example: string, element: PropertyKind): PropertyKind {
  return { title, example, fits: (value) => Array.isArray(value) && value.every((item) => element.fits(item)) };
}

const TEXT = primitive('string', "'text'");
const FIREWALL = having('a security group', '', { securityGroupId: '' });

/** The values that properties of the constructs have. */
export const KIND = {
  text: TEXT,
  number: primitive('number', '1'),
  flag: primitive('boolean', 'true'),
  texts: listOf('a list of strings', "['text']", TEXT),
  map: having('names with their values', "{ name: 'value' }", {}),
  vpc: having('a VPC', "ec2.Vpc.fromLookup(this, 'Vpc', { vpcName: 'shop' })", { selectSubnets: 'function' }),
  subnets: having('a selection of subnets', '{ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }', {}),
  securityGroups: listOf('a list of security groups', '[securityGroup]', FIREWALL),
  engine: having('an Engine', "Engine.VALKEY_8_1 or Engine.valkey('8.1')", { name: 'string', version: 'string' }),
  memcachedEngine: having('an Engine', 'Engine.MEMCACHED_1_6_22', { name: 'string', version: 'string' }),
  serverlessEngine: having('a ServerlessEngine', 'ServerlessEngine.VALKEY_8', {
    _name: 'string',
    majorVersion: 'string',
  }),
  nodeType: having('a NodeType', "NodeType.R7G_LARGE or NodeType.of('cache.r7g.large')", {
    name: 'string',
    hourlyPriceUsd: 'function',
  }),
  topology: having('a Topology', 'Topology.sharded({ shards: 3, replicasPerShard: 2 })', {
    clusterMode: 'string',
    shards: 'number',
    replicasPerShard: 'number',
  }),
  preset: having('a ParameterPreset', 'a constant of ParameterPreset', { _parameters: 'function' }),
  parameterGroup: having(
    'a parameter group',
    "ParameterGroup.fromParameterGroupName(this, 'Group', 'default.valkey8')",
    {
      parameterGroupName: '',
    },
  ),
  authentication: having('an Authentication', 'Authentication.users()', { _kind: 'string' }),
  key: having('a KMS key', "kms.Key.fromKeyArn(this, 'Key', 'arn:…')", { keyArn: '' }),
  topic: having('an SNS topic', "sns.Topic.fromTopicArn(this, 'Topic', 'arn:…')", { topicArn: '' }),
  duration: having('a Duration', 'Duration.days(7)', { toDays: 'function' }),
  restore: {
    title: 'a RestoreSource',
    example: "RestoreSource.fromSnapshot('name')",
    fits: (value) => typeof value === 'object' && value !== null && ('snapshotName' in value || 'objectArns' in value),
  },
} as const satisfies Readonly<Record<string, PropertyKind>>;
