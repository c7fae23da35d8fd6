export * from './cache-endpoint';
export * from './connect-options';
export * from './consumer-access';
export * from './replication-group';
export * from './replication-group-props';
