export * from './combined-metrics';
export * from './engine-metrics';
export * from './node-metrics';
export * from './replication-group-metrics';
export * from './shard-metrics';
