import { type CacheManifest, ENVIRONMENT, type ManifestUser } from '../../../lib/contract';
import { CacheError } from '../errors';

/**
 * The user to authenticate as; undefined where the cache has no access control.
 *
 * @throws CacheError `CONSUMER_UNKNOWN` where the named consumer is not there, or none is named and there are several
 */
export function chooseUser(
  manifest: CacheManifest,
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ManifestUser | undefined {
  if (manifest.auth.kind === 'none') return undefined;
  if (manifest.auth.kind === 'token') return everybody(manifest, manifest.auth.secretArn);
  const { users } = manifest.auth;
  const wanted = option ?? (environment[ENVIRONMENT.consumer] || undefined);
  const matching = wanted === undefined ? users : users.filter(({ consumer }) => consumer === wanted);
  const [only, ...more] = matching;
  if (only !== undefined && more.length === 0) return only;
  const asked = wanted === undefined ? 'no consumer was named' : `consumer ${wanted} was asked for`;
  const names = users.map(({ consumer }) => consumer).join(', ');
  throw new CacheError(
    'CONSUMER_UNKNOWN',
    `cache ${manifest.cacheId} has ${users.length === 0 ? 'no consumers' : `the consumers ${names}`}, and ${asked}; ` +
      (users.length === 0
        ? 'connect one to it in the CDK app: cache.connect(consumer, …)'
        : `name one of them by option consumer or ${ENVIRONMENT.consumer}`),
  );
}

/** With an AUTH token everybody is the engine's default user and may do everything. */
function everybody({ namespaces }: CacheManifest, secretArn: string): ManifestUser {
  return { consumer: 'default', userName: 'default', secretArn, namespaces: namespaces.map(({ name }) => name) };
}
