export { type Credentials, SecretSource } from './secret-source';
export { type SecretReader, twinSecrets } from './readers';
