export * from './authentication';
export * from './cache';
export * from './cache-base';
export * from './cache-endpoint';
export * from './connect-options';
export * from './consumer-access';
export * from './encryption';
