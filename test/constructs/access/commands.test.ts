import { CATEGORY_NAMES, COMMANDS, commandsOf, firstVersionOf, isAvailable } from '../../../lib/model/commands';
import { type Engine, startEngine } from '../support/engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** What was written down from an engine of this version. Of later ones only what they share with it is compared. */
const VERSION = 8.0;

const number = (version: string): number => Number(version.split('.').slice(0, 2).join('.'));
const isLater = (name: string): boolean => name.includes('.') || number(firstVersionOf(name) ?? '0') > VERSION;

it('the catalogue of commands and categories is what a real engine says', async () => {
  const since = new Map(sinceOf((await engine.ask(['COMMAND', 'DOCS'])) as readonly string[]));
  const categories = (await engine.ask(['ACL', 'CAT'])) as string[];
  expect([...CATEGORY_NAMES].sort()).toEqual([...categories, 'json', 'bloom', 'search'].sort());
  for (const category of categories) {
    const known = [...(commandsOf(category) ?? [])].filter((name) => !isLater(name));
    const real = (await engine.ask(['ACL', 'CAT', category])) as string[];
    const shared = real.filter((name) => number(since.get(name) ?? '0') <= VERSION);
    expect([category, known.sort()]).toEqual([category, shared.sort()]);
  }
});

it('first versions are what a real engine says', async () => {
  const docs = sinceOf((await engine.ask(['COMMAND', 'DOCS'])) as readonly string[]);
  const shared = docs.filter(([, since]) => number(since) <= VERSION);
  expect(shared.length).toBeGreaterThan(300);
  for (const [name, since] of shared) {
    const first = number(since) <= 6 ? undefined : since.split('.').slice(0, 2).join('.');
    expect([name, firstVersionOf(name)]).toEqual([name, first]);
  }
});

/** Names and first versions of commands and subcommands, from the flat lists of the engine's older protocol. */
function sinceOf(docs: readonly unknown[]): [string, string][] {
  const entries: [string, string][] = [];
  for (let i = 0; i + 1 < docs.length; i += 2) {
    const facts = docs[i + 1] as readonly unknown[];
    const fact = (name: string): unknown => facts[facts.indexOf(name) + 1];
    entries.push([docs[i] as string, fact('since') as string]);
    if (facts.includes('subcommands')) entries.push(...sinceOf(fact('subcommands') as readonly unknown[]));
  }
  return entries;
}

it.each([
  ['client|setinfo', 'redis', '7.1', false],
  ['client|setinfo', 'valkey', '7.2', true],
  // A serverless Valkey 7 is 7.2.
  ['client|setinfo', 'valkey', '7', true],
  ['xautoclaim', 'redis', '6.0', false],
  ['xautoclaim', 'redis', '6.2', true],
  ['hexpire', 'valkey', '8.1', false],
  ['hexpire', 'valkey', '9.0', true],
  ['msetex', 'valkey', '9.0', false],
  ['bf.add', 'valkey', '8.0', false],
  ['ft.search', 'valkey', '8.2', true],
  ['json.get', 'redis', '6.2', true],
  ['config|get', 'valkey', '9.1', false],
  ['cluster|failover', 'valkey', '9.1', false],
  ['gett', 'valkey', '9.1', false],
  // Newer than this release: what it does not know may exist.
  ['gett', 'valkey', '9.2', true],
  ['select|0', 'valkey', '8.0', true],
  ['client|nonsense', 'valkey', '8.0', false],
] as const)('%s on %s %s: %s', (name, engineName, version, available) => {
  expect(isAvailable(name, { engine: engineName, version, kind: 'sharded' })).toBe(available);
});

it('a serverless cache lacks what its documentation says it lacks', () => {
  const serverless = { engine: 'valkey', version: '8', kind: 'serverless' } as const;
  const lacking = ['keys', 'fcall', 'function|load', 'client|list', 'client|tracking', 'psubscribe', 'memory|usage'];
  expect(lacking.filter((name) => isAvailable(name, serverless))).toEqual([]);
  expect(lacking.filter((name) => !isAvailable(name, { ...serverless, kind: 'sharded' }))).toEqual([]);
  expect(['get', 'scan', 'client|setname', 'ssubscribe'].filter((name) => !isAvailable(name, serverless))).toEqual([]);
});

it('names are lower case and subcommands have their container', () => {
  expect([...COMMANDS].filter((name) => name !== name.toLowerCase())).toEqual([]);
  expect([...COMMANDS].filter((name) => name.includes('|') && !COMMANDS.has(name.split('|')[0] ?? ''))).toEqual([]);
});
