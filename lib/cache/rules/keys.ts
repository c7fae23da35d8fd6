import * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { type Finding, unless } from '../../model/finding';
import { known } from '../known';
import { placesApart } from './places';

/**
 * What is wrong with a key: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
 *
 * @param id the finding's, which tells the construct
 */
export function keyFindings(id: string, cache: IConstruct, key: kms.IKey | undefined): readonly Finding[] {
  if (key === undefined) return [];
  const { region } = placesApart(cache, key);
  const spec = specOf(key);
  return [
    ...unless(region === undefined, {
      given: `an encryptionKey in ${region?.given} for a cache in ${region?.own}`,
      allowed: 'a key of the same Region',
      fix: 'Use a key there, for example the replica of a multi-Region key, or leave `encryptionKey` out',
    }),
    ...unless(spec === undefined || spec === 'SYMMETRIC_DEFAULT', {
      given: `an encryptionKey of spec ${spec}`,
      allowed: 'a symmetric key for encryption',
      fix: 'Use kms.KeySpec.SYMMETRIC_DEFAULT, or leave `encryptionKey` out',
    }),
  ].map((objection) => ({ id, ...objection }));
}

/** The spec of a key of this app; absent where the key is imported or its spec is known at deployment only. */
function specOf(key: kms.IKey): string | undefined {
  const resource = key.node.defaultChild;
  if (!(resource instanceof kms.CfnKey)) return undefined;
  return known(resource.keySpec ?? 'SYMMETRIC_DEFAULT');
}
