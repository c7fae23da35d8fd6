import { Size } from 'aws-cdk-lib';
import { SCHEMAS } from '../support/schema';
import type { ServerlessCacheProps } from '@elasticache-kit/constructs';
import { ServerlessConnectionType, CacheEncryption, NetworkType, ServerlessEngine } from '@elasticache-kit/constructs';
import { SERVERLESS, serverlessOf, templateOf } from './support';

/**
 * What a serverless cache emits of the properties whose change makes CloudFormation replace it. A new entry means that one more change of a user's code
 * empties a production cache: it needs a decision record, not only a new line here. A vanished entry replaces every cache there is.
 */
function emitted(props: Partial<ServerlessCacheProps> = {}): string[] {
  const properties = serverlessOf(templateOf(props));
  return (SCHEMAS[SERVERLESS]?.createOnly ?? []).filter((name) => name in properties);
}

it('is its name, which CloudFormation requires, its key and its subnets', () => {
  expect(emitted()).toEqual(['KmsKeyId', 'ServerlessCacheName', 'SubnetIds']);
});

it.each<[string, Partial<ServerlessCacheProps>, string[]]>([
  [
    'the key of AWS, by leaving the key out',
    { encryption: CacheEncryption.AWS_OWNED },
    ['ServerlessCacheName', 'SubnetIds'],
  ],
  [
    'a network type',
    { networkType: NetworkType.IPV4 },
    ['KmsKeyId', 'NetworkType', 'ServerlessCacheName', 'SubnetIds'],
  ],
  [
    'a connection type',
    { connectionType: ServerlessConnectionType.VPC },
    ['ConnectionType', 'KmsKeyId', 'ServerlessCacheName', 'SubnetIds'],
  ],
  [
    'a public endpoint, which is in no subnet',
    { vpc: undefined, engine: ServerlessEngine.VALKEY_9, connectionType: ServerlessConnectionType.PUBLIC },
    ['ConnectionType', 'KmsKeyId', 'ServerlessCacheName'],
  ],
  [
    'a restore source',
    { restoreFrom: ['arn:aws:s3:::backups/shop-0001.rdb'] },
    ['KmsKeyId', 'ServerlessCacheName', 'SnapshotArnsToRestore', 'SubnetIds'],
  ],
])('and, where somebody asked for it, %s', (_, props, names) => {
  expect(emitted(props)).toEqual(names);
});

it('does not grow with what can be changed in place', () => {
  const props = { usageLimits: { dataStorage: { maximum: Size.gibibytes(1) } }, dailySnapshotTime: '03:00' };
  expect(emitted(props)).toEqual(emitted());
});
