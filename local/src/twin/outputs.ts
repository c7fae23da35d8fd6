import { looksLikeManifest, type ManifestTwin, parseManifest } from '../../../lib/contract';
import type { JsonObject } from '../template/template';

/** Outputs as `cdk deploy --outputs-file` writes them: by stack, then by key. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Tells every manifest among a stack's outputs how its cache is reached on this machine. Fields that this release does not know
 * stay as they are.
 *
 * @throws ManifestError for a manifest that this release cannot read
 */
export function withTwin(values: Readonly<Record<string, string>>, twin: ManifestTwin): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (!looksLikeManifest(value)) return [key, value];
      const { tls } = parseManifest(value);
      const { caFile, ...plain } = twin;
      const reached = tls && caFile !== undefined ? { ...plain, caFile } : plain;
      return [key, JSON.stringify({ ...(JSON.parse(value) as JsonObject), twin: reached })];
    }),
  );
}
