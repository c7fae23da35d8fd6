import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CachePattern } from '@elasticache-kit/constructs';

const page = readFileSync(path.resolve(__dirname, '../../docs/caching.md'), 'utf8');

/** Rows of the page: the pattern as it is made, whether the client runs it, the commands in its rights. */
const rows = [...page.matchAll(/^\| `(\w+)(?:\((\{.*\})\))?` \| (yes|no) \| (.*) \|$/gm)].map(
  ([, name = '', props, client = '', commands = '']) => ({
    name,
    tags: props === '{ tags: true }',
    client,
    commands: [...commands.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command.toLowerCase().replace(' ', '|')),
    scripts: commands.endsWith('scripts'),
  }),
);

it('the page of caching names every pattern that can be provisioned', () => {
  const factories = Object.getOwnPropertyNames(CachePattern).filter(
    (name) => typeof CachePattern[name as keyof typeof CachePattern] === 'function',
  );
  expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual(factories.sort());
});

it.each(rows)('users of $name (tags: $tags) have just the commands that the page names', (row) => {
  const make = CachePattern[row.name as 'cacheAside'];
  const { commands } = make(row.tags ? { tags: true } : {})._needs('n:');
  const scripts = ['eval', 'evalsha'];
  expect(row.commands.sort()).toEqual(commands.filter((command) => !scripts.includes(command)).sort());
  expect(row.scripts).toBe(commands.includes('eval'));
});

it('the page says of those patterns that the client runs, and of no other', () => {
  const exported = readFileSync(path.resolve(__dirname, '../../client/src/cache.ts'), 'utf8');
  const running = rows.filter(({ client }) => client === 'yes').map(({ name }) => name);
  expect(running).toEqual(
    [...new Set(rows.map(({ name }) => name))].filter((name) => new RegExp(`^  public ${name}\\b`, 'm').test(exported)),
  );
});
