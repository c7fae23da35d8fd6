export * from './cache';
export * from './replication-group';
export * from './vocabulary';
