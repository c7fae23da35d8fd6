export { type TwinErrorCode, TwinError } from './errors';
export type { NotHonoured } from './template/plan';
export type { TwinCache } from './twin/cache';
export type { TwinNode } from './twin/node';
export type { Progress, TwinOptions } from './twin/options';
export type { Outputs } from './twin/outputs';
export { startTwin } from './twin/start';
export type { Twin } from './twin/twin';
export type { EngineReply } from './engine/resp';
