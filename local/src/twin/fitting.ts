import { type Directive, translateParameters } from '../../../lib/model/engine-parameters';
import type { MemcachedOption } from '../../../lib/model/memcached-parameters';
import { SERVERLESS_RESTRICTED_COMMANDS } from '../../../lib/model/restricted-commands';
import { type Engine, findEngine } from '../engine/binary';
import { probeDirectives } from '../engine/probe';
import { TwinError } from '../errors';
import type { CachePlan, NotHonoured } from '../template/plan';
import { fitMemcached } from './fitting-memcached';

/** A cache, the engine that will run it, and what that engine does of its parameters. */
export interface FittedCache {
  readonly plan: CachePlan;
  readonly engine: Engine;
  /** Of Valkey and Redis. */
  readonly directives: readonly Directive[];
  /** Of Memcached. */
  readonly options: readonly MemcachedOption[];
  /** Memory of each node. */
  readonly memoryMiB: number;
  readonly notHonoured: readonly NotHonoured[];
  /** What a person should hear at once: another engine than the template's runs. */
  readonly notice?: string;
}

/** A directive of every engine that was built with TLS. */
const TLS_CHECK: Directive = { name: 'tls-port', values: ['0'], parameters: [] };

/** Makes Valkey say that it is Redis 7.2.4, as clients of a Redis cache expect. */
const SAY_REDIS: Directive = { name: 'extended-redis-compatibility', values: ['yes'], parameters: [] };

/** Commands that are not there, as far as the engine has them at all. */
const WITHOUT_SERVERLESS_COMMANDS = SERVERLESS_RESTRICTED_COMMANDS.map((command): Directive => ({
  name: 'rename-command',
  values: [command, ''],
  parameters: [],
}));

/**
 * Finds an engine for a cache and asks it what it can do.
 *
 * @throws TwinError ENGINE_MISSING, ENGINE_UNSUITABLE, CACHE_INVALID
 */
export async function fit(plan: CachePlan, maxMemoryMiB: number): Promise<FittedCache> {
  const memoryMiB = Math.min(maxMemoryMiB, plan.memoryLimitMiB ?? maxMemoryMiB);
  const engine = await findEngine(plan.engine.name);
  if (engine.name === 'memcached') {
    const { options, notHonoured } = await fitMemcached(plan, engine, memoryMiB);
    const deviations = [...engineDeviation(plan, engine), memoryDeviation(plan, memoryMiB), ...notHonoured];
    return { plan, engine, directives: [], options, memoryMiB, notHonoured: deviations };
  }
  const { directives: translated, untranslated } = translateParameters(plan.parameters);
  const directives = [
    ...translated,
    ...(plan.engine.name === 'redis' && engine.name === 'valkey' ? [SAY_REDIS] : []),
    ...(plan.kind === 'serverless' ? WITHOUT_SERVERLESS_COMMANDS : []),
  ];
  const probed = await probeDirectives(engine, plan.tls ? [...directives, TLS_CHECK] : directives);
  if (probed.refused.some(({ directive }) => directive === TLS_CHECK)) {
    throw new TwinError(
      'ENGINE_UNSUITABLE',
      `${engine.path} was built without TLS, which ${plan.logicalId} needs; install another build`,
    );
  }
  const group = plan.parameterGroup;
  const written = (parameter: string, reason: string): NotHonoured[] =>
    group?.names.includes(parameter) === true
      ? [{ logicalId: group.logicalId, property: parameter, detail: reason }]
      : [];
  return {
    plan,
    engine,
    directives: probed.accepted.filter((directive) => directive !== TLS_CHECK),
    options: [],
    memoryMiB,
    ...(engine.name !== plan.engine.name && { notice: otherEngine(plan, engine) }),
    notHonoured: [
      ...engineDeviation(plan, engine),
      memoryDeviation(plan, memoryMiB),
      ...untranslated.flatMap(({ parameter, reason }) => written(parameter, reason)),
      ...probed.refused.flatMap(({ directive, reason }) =>
        directive.parameters.flatMap((parameter) => written(parameter, explain(engine, reason))),
      ),
    ],
  };
}

function explain(engine: Engine, reason: string): string {
  const unknown = /bad directive/i.test(reason);
  return unknown ? `${engineTitle(engine)} does not have it` : `${engineTitle(engine)} refuses it: ${reason}`;
}

const TITLE = { valkey: 'Valkey', redis: 'Redis', memcached: 'Memcached' } as const;

/** `Valkey 8.0.1`. */
export function engineTitle(engine: Engine): string {
  return `${TITLE[engine.name]} ${engine.version}`;
}

function memoryDeviation({ logicalId, resource }: CachePlan, memoryMiB: number): NotHonoured {
  return resource === 'ServerlessCache'
    ? { logicalId, property: 'CacheUsageLimits', detail: `the cache has ${memoryMiB} MiB of memory` }
    : { logicalId, property: 'CacheNodeType', detail: `each node has ${memoryMiB} MiB of memory` };
}

function otherEngine({ logicalId, engine: wanted }: CachePlan, engine: Engine): string {
  const install = wanted.name === 'redis' ? 'install redis-server' : 'install valkey-server';
  return `NOTICE: ${logicalId} asks for ${wanted.name} ${wanted.version}, and ${engineTitle(engine)} runs instead (${install} to have the same)`;
}

function engineDeviation(plan: CachePlan, engine: Engine): NotHonoured[] {
  const { name, version } = plan.engine;
  const detail = `${engineTitle(engine)} runs instead of ${name} ${version}`;
  if (engine.name !== name) return [{ logicalId: plan.logicalId, property: 'Engine', detail }];
  // The service manages patches, so a template names major and minor only; `6.x` is the latest 6, and `8` the latest 8. Memcached's
  // versions have three parts that all count.
  const found = engine.version.split('.');
  if (version.split('.').every((part, index) => part === 'x' || part === found[index])) return [];
  const property = plan.resource === 'ServerlessCache' ? 'MajorEngineVersion' : 'EngineVersion';
  return [{ logicalId: plan.logicalId, property, detail }];
}
