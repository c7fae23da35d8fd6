export * from './replication-group';
export * from './replication-group-attributes';
export * from './replication-group-base';
export * from './replication-group-props';
