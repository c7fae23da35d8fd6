import { readFile } from 'node:fs/promises';
import type { CacheManifest, ManifestEndpoint, ManifestUser } from '../../../lib/contract';
import { secretsManager } from '../aws';
import type { DriverOptions } from '../driver';
import { CacheError } from '../errors';
import { SecretSource, twinSecrets } from '../secrets';

/**
 * Translates a manifest into what the driver needs.
 *
 * @throws CacheError `KIND_UNSUPPORTED` for kinds of caches this release cannot talk to; `MANIFEST_UNREADABLE` where the twin's
 * certificate authority is missing; `AUTH_UNSUPPORTED` for a user that authenticates by IAM
 */
export async function driverOptions(manifest: CacheManifest, user: ManifestUser | undefined): Promise<DriverOptions> {
  const { twin } = manifest;
  return {
    ...routingOf(manifest),
    tls: manifest.tls,
    ...(twin !== undefined && { address: twin.address }),
    ...(twin?.caFile !== undefined && manifest.tls && { ca: await readCa(twin.caFile) }),
    ...(user !== undefined && { secret: secretOf(manifest, user) }),
  };
}

/** Serverless caches speak the cluster protocol, so they need no way of their own. */
function routingOf({ kind, endpoints, cacheId }: CacheManifest): Pick<DriverOptions, 'routing' | 'endpoint'> {
  switch (kind) {
    case 'sharded':
    case 'serverless':
      return { routing: 'cluster', endpoint: endpoints.configuration as ManifestEndpoint };
    case 'replicated':
      return { routing: 'single', endpoint: endpoints.primary as ManifestEndpoint };
    case 'memcached':
      throw new CacheError(
        'KIND_UNSUPPORTED',
        `cache ${cacheId} is a memcached cache; this release connects to replicated, sharded and serverless caches`,
      );
  }
}

function secretOf(
  { twin, region, cacheId }: CacheManifest,
  { secretArn, userName, consumer }: ManifestUser,
): SecretSource {
  if (secretArn === undefined) {
    throw new CacheError(
      'AUTH_UNSUPPORTED',
      `consumer ${consumer} of cache ${cacheId} authenticates by IAM; this release authenticates by passwords and AUTH tokens. ` +
        'Connect the consumer with a password in the CDK app, or use a client that signs IAM tokens',
    );
  }
  const read = twin?.secretsFile === undefined ? secretsManager(region) : twinSecrets(twin.secretsFile);
  return new SecretSource(read, secretArn, userName);
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new CacheError(
      'MANIFEST_UNREADABLE',
      `the twin's certificate authority ${file} cannot be read (${code ?? 'unknown error'}); is the twin still up?`,
      { cause },
    );
  }
}
