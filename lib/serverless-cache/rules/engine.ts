import { known } from '../../cache/known';
import { compareVersions, type EngineName } from '../../model/engine-catalog';
import { titleOf } from '../../model/engine-features';
import { type Rule, unless } from '../../model/finding';
import type { ServerlessPlan } from '../plan';

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
const MAJOR_VERSIONS: Readonly<Record<EngineName, readonly string[]>> = {
  valkey: ['7', '8', '9'],
  redis: ['7'],
  memcached: ['1.6'],
};

/** Engines that will have newer versions, and how those are written. Redis OSS ended in ElastiCache with 7. */
const NEWER: Partial<Readonly<Record<EngineName, RegExp>>> = { valkey: /^[0-9]+$/, memcached: /^[0-9]+\.[0-9]+$/ };

function isOffered(engine: EngineName, version: string): boolean {
  const versions = MAJOR_VERSIONS[engine];
  if (versions.includes(version)) return true;
  return NEWER[engine]?.test(version) === true && compareVersions(version, versions.at(-1) ?? '') > 0;
}

const engineVersion: Rule<ServerlessPlan> = {
  id: 'SC_ENGINE_VERSION_UNKNOWN',
  check: ({ engine }) => {
    const version = known(engine.version);
    return unless(version === undefined || isOffered(engine.name, version), {
      given: `${titleOf(engine.name)} version '${engine.version}'`,
      allowed: `major versions of serverless caches: ${MAJOR_VERSIONS[engine.name].join(', ')}`,
      fix: 'Use a constant of ServerlessEngine, for example ServerlessEngine.VALKEY_8; AWS manages minor versions and patches',
    });
  },
};

export const ENGINE_RULES: readonly Rule<ServerlessPlan>[] = [engineVersion];
