export * as assertions from './assertions';
export * from './cache';
export * from './metrics';
export * from './replication-group';
export * from './vocabulary';
