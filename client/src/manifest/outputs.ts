import { readFile } from 'node:fs/promises';
import { looksLikeManifest } from '../../../lib/contract';
import { CacheError } from '../errors';
import type { Found, Place } from './options';

/** Outputs by stack, as `cdk deploy --outputs-file` writes them. */
type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The manifests in an outputs file; undefined where there is no such file.
 *
 * @throws CacheError `MANIFEST_UNREADABLE` where there is a file but it is not an outputs file
 */
export async function lookInOutputsFile(path: string, name: string): Promise<Place | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new CacheError('MANIFEST_UNREADABLE', `${name}: the file cannot be read (${code ?? 'unknown error'})`, {
      cause,
    });
  }
  return lookInOutputs(parseOutputs(text, name), name);
}

/** The manifests among outputs. */
export function lookInOutputs(outputs: Outputs, name: string): Place {
  const found: Found[] = [];
  let others = 0;
  for (const [stack, values] of Object.entries(outputs)) {
    for (const [key, value] of Object.entries(values)) {
      const output = `${stack}.${key}`;
      if (looksLikeManifest(value)) found.push({ where: `${name}, output ${output}`, output, source: value });
      else others++;
    }
  }
  const stacks = Object.keys(outputs);
  const saw = `stacks ${stacks.join(', ') || '(none)'} with ${others} outputs that are not manifests`;
  return { name, saw, found };
}

function parseOutputs(text: string, name: string): Outputs {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CacheError('MANIFEST_UNREADABLE', `${name}: not JSON: ${(cause as Error).message}`, { cause });
  }
  if (isRecord(value) && Object.values(value).every(isRecord)) return value as Outputs;
  throw new CacheError(
    'MANIFEST_UNREADABLE',
    `${name}: not an outputs file; allowed is { "<stack>": { "<output key>": "<value>" } } as cdk deploy --outputs-file writes it`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
