export * from './connection-type';
export * from './serverless-cache';
export * from './serverless-cache-attributes';
export * from './serverless-cache-base';
export * from './serverless-cache-props';
export * from './serverless-engine';
export * from './usage-limits';
