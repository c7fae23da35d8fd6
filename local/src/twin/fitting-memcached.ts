import { execFile } from 'node:child_process';
import { type MemcachedOption, translateMemcachedParameters } from '../../../lib/model/memcached-parameters';
import type { Engine } from '../engine/binary';
import { TwinError } from '../errors';
import type { CachePlan, NotHonoured } from '../template/plan';
import { show } from '../template/template';

/** What a Memcached program does of a cache's parameters. */
export interface FittedMemcached {
  readonly options: readonly MemcachedOption[];
  readonly notHonoured: readonly NotHonoured[];
}

/**
 * Translates a cache's parameters into options that the program takes.
 *
 * @throws TwinError CACHE_INVALID for values that ElastiCache would not take
 */
export async function fitMemcached(plan: CachePlan, engine: Engine, memoryMiB: number): Promise<FittedMemcached> {
  const { options, untranslated, invalid } = translateMemcachedParameters(plan.parameters);
  const group = plan.parameterGroup;
  if (invalid.length > 0) {
    const list = invalid.map(({ parameter, value, allowed }) => `${parameter} must be ${allowed}, got ${show(value)}`);
    throw new TwinError('CACHE_INVALID', `Resources.${group?.logicalId}.Properties.Properties: ${list.join('; ')}`);
  }
  const written = (parameter: string, detail: string): NotHonoured[] =>
    group?.names.includes(parameter) === true ? [{ logicalId: group.logicalId, property: parameter, detail }] : [];
  const asked = await Promise.all(
    options.map(async (option) => ({ option, objection: await objectionOf(engine, option, memoryMiB) })),
  );
  return {
    options: asked.filter(({ objection }) => objection === undefined).map(({ option }) => option),
    notHonoured: [
      ...untranslated.flatMap(({ parameter, reason }) => written(parameter, reason)),
      ...asked.flatMap(({ option, objection }) =>
        objection === undefined ? [] : written(option.parameter, objection),
      ),
    ],
  };
}

/** Why this program cannot take an option here; `undefined` where it can. */
async function objectionOf(
  engine: Engine,
  { parameter, words }: MemcachedOption,
  memoryMiB: number,
): Promise<string | undefined> {
  // The program refuses to start with an item above half of its memory.
  if (parameter === 'max_item_size' && Number(words[1]) > (memoryMiB / 2) * 1024 * 1024) {
    return `an item can have 1 MiB: half of the ${memoryMiB} MiB of a node is less; give nodes more memory`;
  }
  // It reads its arguments in order, and with -V it says its version and ends: what comes before was good.
  return new Promise((resolve) => {
    execFile(engine.path, [...words, '-V'], (error, stdout, stderr) => {
      const said = (stderr || stdout).trim().split('\n')[0] ?? '';
      resolve(error === null ? undefined : `Memcached ${engine.version} refuses it: ${said}`);
    });
  });
}
