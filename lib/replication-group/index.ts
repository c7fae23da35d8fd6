export * from './replication-group';
export * from './replication-group-props';
