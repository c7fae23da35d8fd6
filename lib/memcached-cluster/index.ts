export * from './memcached-cluster';
export * from './memcached-cluster-attributes';
export * from './memcached-cluster-base';
export * from './memcached-cluster-props';
