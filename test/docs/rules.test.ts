import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_FAMILIES, RULES } from '../../lib/model/rule-catalog';
import { RULES_PAGE, rulesPage } from '../../scripts/rules-page';

const lib = path.resolve(__dirname, '../../lib');

/** The functions say with codes of their own why a rotation stopped, and the catalogue itself is what is compared here. */
const WITHOUT_RULES = ['lambda/', 'model/rule-catalog/', 'contract/'];

/** Rules are named after their construct or theme. */
const PREFIXES = 'ACL|ALARM|CACHE|CON|GRP|LOG|MC|MET|NODE|NS|PG|RG|SC|SCALING|SNAP|USR';

/** Constants of enum-like classes that look like rules. */
const NO_RULES = ['CACHE_LFU'];

interface Mention {
  readonly id: string;
  readonly file: string;
}

/** Every rule id in the sources: by its prefix, by where it stands, and in the name under which a warning is acknowledged. */
function mentions(): Mention[] {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !WITHOUT_RULES.some((folder) => file.startsWith(folder)),
  );
  const forms = [
    new RegExp(`'((?:${PREFIXES})_[A-Z0-9_]+)'`, 'g'),
    /\bid: '([A-Z][A-Z0-9]*_[A-Z0-9_]+)'/g,
    /@elasticache-kit\/constructs:([A-Z][A-Z0-9_]+)/g,
  ];
  return files.flatMap((file) => {
    const text = readFileSync(path.join(lib, file), 'utf8').replace(/^\s*(\*|\/\/|\/\*).*$/gm, '');
    return forms.flatMap((form) => [...text.matchAll(form)].map(([, id = '']) => ({ id, file })));
  });
}

const found = mentions().filter(({ id }) => !NO_RULES.includes(id));
const described = new Set(RULES.map(({ id }) => id));

it('every rule in the code is in the catalogue', () => {
  const missing = found.filter(({ id }) => !described.has(id)).map(({ id, file }) => `${id} of lib/${file}`);
  expect([...new Set(missing)].sort()).toEqual([]);
});

it('every rule of the catalogue is in the code, once in the catalogue', () => {
  const raised = new Set(found.map(({ id }) => id));
  expect([...described].filter((id) => !raised.has(id))).toEqual([]);
  const ids = RULES.map(({ id }) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

it('what a file of warnings raises is a warning in the catalogue, and nothing else is', () => {
  const inWarnings = ({ file }: Mention): boolean => /warnings?\.ts$|cautions?\.ts$|exposure\.ts$/.test(file);
  const warned = new Set(found.filter(inWarnings).map(({ id }) => id));
  const warnings = RULES.filter(({ severity }) => severity === 'warning').map(({ id }) => id);
  expect(warnings.sort()).toEqual([...warned].filter((id) => described.has(id)).sort());
});

it('every entry says what, and where it follows AWS names a page of its documentation', () => {
  for (const { id, refused, allowed, fix, source } of RULES) {
    expect({ id, said: [refused, allowed, fix].every((text) => text.trim() === text && text !== '') }).toEqual({
      id,
      said: true,
    });
    expect(source ?? 'https://docs.aws.amazon.com/').toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  }
  expect(RULE_FAMILIES.map(({ title }) => title)).toEqual([...new Set(RULE_FAMILIES.map(({ title }) => title))]);
});

it('the page of rules is what the catalogue makes of it', () => {
  const page = readFileSync(RULES_PAGE, 'utf8');
  // `npx tsx scripts/rules-page.ts` writes it anew.
  expect(page).toBe(rulesPage());
});
