export * from './cache-pattern';
export * from './engine';
export * from './eviction-policy';
export * from './namespace';
export * from './node-type';
export * from './topology';
