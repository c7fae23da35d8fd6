import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rotationHandler } from '../rotation-steps/handler';
import { secretVersions } from '../rotation-steps/secrets-manager';
import { cacheTokens } from './aws';
import { pinnedFrom, refuseForeign } from './pinned';
import { TokenRotation } from './rotation';

const secrets = secretVersions(new SecretsManagerClient());
const tokens = cacheTokens();

export const handler = rotationHandler(async (request, clock) => {
  const pinned = pinnedFrom(process.env);
  refuseForeign(pinned, request.secretArn);
  await new TokenRotation(secrets, tokens, clock, pinned.replicationGroupId).run(request);
});
