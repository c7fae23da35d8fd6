export * from './environment';
export * from './manifest';
export * from './parse';
