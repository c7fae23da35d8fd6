/**
 * Runtime cache client for ElastiCache: finds its cache by itself, survives the cache's failures and never serves stale values after an
 * invalidation.
 *
 * @packageDocumentation
 */
export type { BackgroundErrorInfo, OnError } from './background-errors';
export { Cache, type CacheHealth, type CacheOptions } from './cache';
export { DriverError, type DriverErrorKind, type NodeHealth } from './driver';
export type { Duration, DurationFields, DurationUnit } from './duration';
export { CacheError, type CacheErrorCode } from './errors';
export type { FindOptions } from './manifest';
export type { CacheAside, CacheAsideOptions, LoadContext, LoadId, SetOptions } from './patterns/cache-aside';
export { type CacheManifest, ManifestError } from '../../lib/contract';
