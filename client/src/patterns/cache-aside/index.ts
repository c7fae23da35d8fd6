export { type CacheAside, createCacheAside, type SetOptions } from './cache-aside';
export type { LoadId } from './key';
export type { CacheAsideOptions, LoadContext } from './options';
