export * from './cache-assertion';
export * from './cache-template';
export * from './facts';
export * from './user-assertion';
