import { type Directive, translateParameters } from '../../../lib/model/engine-parameters';
import { type Engine, findEngine } from '../engine/binary';
import { probeDirectives } from '../engine/probe';
import { TwinError } from '../errors';
import type { CachePlan, NotHonoured } from '../template/plan';

/** A cache, the engine that will run it, and what that engine does of its parameters. */
export interface FittedCache {
  readonly plan: CachePlan;
  readonly engine: Engine;
  readonly directives: readonly Directive[];
  readonly notHonoured: readonly NotHonoured[];
}

/** A directive of every engine that was built with TLS. */
const TLS_CHECK: Directive = { name: 'tls-port', values: ['0'], parameters: [] };

/**
 * Finds an engine for a cache and asks it what it can do.
 *
 * @throws TwinError ENGINE_MISSING, ENGINE_UNSUITABLE
 */
export async function fit(plan: CachePlan, maxMemoryMiB: number): Promise<FittedCache> {
  const engine = await findEngine(plan.engine.name);
  const { directives, untranslated } = translateParameters(plan.parameters);
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
    notHonoured: [
      ...engineDeviation(plan, engine),
      { logicalId: plan.logicalId, property: 'CacheNodeType', detail: `each node has ${maxMemoryMiB} MiB of memory` },
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

/** `Valkey 8.0.1`. */
export function engineTitle(engine: Engine): string {
  return `${engine.name === 'valkey' ? 'Valkey' : 'Redis'} ${engine.version}`;
}

function engineDeviation(plan: CachePlan, engine: Engine): NotHonoured[] {
  const { name, version } = plan.engine;
  const detail = `${engineTitle(engine)} runs instead of ${name} ${version}`;
  if (engine.name !== name) return [{ logicalId: plan.logicalId, property: 'Engine', detail }];
  // The service manages patches, so a template names major and minor only; `6.x` is the latest 6.
  const [major, minor] = version.split('.');
  const [foundMajor, foundMinor] = engine.version.split('.');
  if (major === foundMajor && (minor === foundMinor || minor === 'x')) return [];
  return [{ logicalId: plan.logicalId, property: 'EngineVersion', detail }];
}
