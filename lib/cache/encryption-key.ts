import { RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { madeDescription } from '../model/description';

/** The key of a cache that is given none. It outlives the cache wherever a snapshot does, which is worthless without it. */
export function createKey(cache: Construct, removalOfCache: RemovalPolicy): kms.IKey {
  return new kms.Key(cache, 'Key', {
    description: madeDescription(`Encrypts the cache ${cache.node.path}`),
    enableKeyRotation: true,
    removalPolicy: removalOfCache === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
}
