import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { ENVIRONMENT, MANIFEST_ENVIRONMENT_LIMIT, PARAMETER_REFERENCE_PREFIX } from '../contract';
import type { ConsumerFacts } from './consumer';

/** A consumer's manifest on its way. */
export interface Delivery extends Pick<ConsumerFacts, 'name' | 'grantee'> {
  readonly manifest: string;
  /** In bytes, at most. */
  readonly manifestSize: number;
}

/** What an SSM parameter of the standard tier holds. */
const STANDARD_PARAMETER_BYTES = 4096;

/** The variables that tell a consumer about its cache; a manifest too large for a function's environment goes through SSM. */
export function deliverManifest(scope: Construct, delivery: Delivery): Record<string, string> {
  const consumer = { [ENVIRONMENT.consumer]: delivery.name };
  if (delivery.manifestSize <= MANIFEST_ENVIRONMENT_LIMIT)
    return { ...consumer, [ENVIRONMENT.manifest]: delivery.manifest };
  const isLarge = delivery.manifestSize > STANDARD_PARAMETER_BYTES;
  const parameter = new ssm.StringParameter(scope, 'Manifest', {
    description: `How ${delivery.name} uses its cache`,
    stringValue: delivery.manifest,
    tier: isLarge ? ssm.ParameterTier.ADVANCED : ssm.ParameterTier.STANDARD,
  });
  if (delivery.grantee) parameter.grantRead(delivery.grantee);
  return { ...consumer, [ENVIRONMENT.manifest]: `${PARAMETER_REFERENCE_PREFIX}${parameter.parameterName}` };
}
