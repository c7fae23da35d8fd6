export * from './access';
export * as assertions from './assertions';
export * from './cache';
export * from './memcached-cluster';
export * from './metrics';
export * from './parameter-group';
export * from './replication-group';
export * from './serverless-cache';
export * from './vocabulary';
