import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

function sources(folder: string): string {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(path.join(folder, name)))
    .join('\n');
}

/** Members of an exported union of string literals. */
function union(file: string, name: string): string[] {
  const declaration = new RegExp(`type ${name} =([^;]*);`).exec(read(file))?.[1] ?? '';
  return [...declaration.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code ?? '');
}

/** What a function of ours says in its log when a rotation stops. */
function rotationCodes(): string[] {
  const text = sources('lib/lambda');
  const thrown = [...text.matchAll(/new RotationError\(\s*'([A-Z_]+)'/g)];
  const waited = [...text.matchAll(/this\.pause\('([A-Z_]+)'/g)];
  return [...thrown, ...waited].map(([, code]) => code ?? '');
}

it('the page of errors names every code that client, twin, manifest and functions raise, and no other', () => {
  const manifest = [...read('lib/contract/parse.ts').matchAll(/'(MANIFEST_[A-Z_]+)'/g)].map(([, code]) => code ?? '');
  const raised = new Set([
    ...manifest,
    ...union('client/src/errors.ts', 'CacheErrorCode'),
    ...union('local/src/errors.ts', 'TwinErrorCode'),
    ...rotationCodes(),
  ]);
  const documented = new Set(
    [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code ?? ''),
  );
  expect([...documented].sort()).toEqual([...raised].sort());
});

it('the page of errors leads to the page of rules', () => {
  expect(read('docs/errors.md')).toContain('](rules.md)');
});

it('every code of the client and the twin is raised somewhere', () => {
  for (const [folder, file, name] of [
    ['client/src', 'client/src/errors.ts', 'CacheErrorCode'],
    ['local/src', 'local/src/errors.ts', 'TwinErrorCode'],
  ] as const) {
    const text = sources(folder).replace(read(file), '');
    const unused = union(file, name).filter((code) => !text.includes(`'${code}'`));
    expect({ folder, unused }).toEqual({ folder, unused: [] });
  }
});
