import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rotationHandler } from '../rotation-steps/handler';
import { secretVersions } from '../rotation-steps/secrets-manager';
import { cacheUsers } from './aws';
import { Rotation } from './rotation';

const secrets = secretVersions(new SecretsManagerClient());
const users = cacheUsers(new ElastiCacheClient());

export const handler = rotationHandler((request, clock) => new Rotation(secrets, users, clock).run(request));
