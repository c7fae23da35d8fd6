export { awsManifestServices } from './manifest-services';
export { secretsManager } from './secrets-manager';
