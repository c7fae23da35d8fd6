export { type DriverOptions, type NodeHealth, NodeRedisDriver } from './driver';
export * from './port';
