export * from './replication-group';
export * from './vocabulary';
