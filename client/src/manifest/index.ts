export { chooseUser } from './consumer';
export { findManifest, type FoundManifest } from './find';
export type { FindOptions, ManifestServices } from './options';
