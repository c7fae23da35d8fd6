import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { documents } from './blocks';

const root = path.resolve(__dirname, '../..');

/** Text without code: links in examples are nobody's. */
const textOf = (document: string): string =>
  readFileSync(path.join(root, document), 'utf8')
    .replace(/^```[^]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));

/** The names of a page's headings, as GitHub makes them. */
function anchorsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

it('every link of the documentation leads to a page that is there, and to a heading of it', () => {
  const broken = documents().flatMap((document) =>
    [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      const [page = '', anchor] = target.split('#');
      const file = page === '' ? path.join(root, document) : path.resolve(root, path.dirname(document), page);
      if (!existsSync(file)) return [`${document}: ${target}`];
      return anchor === undefined || anchorsOf(file).includes(anchor) ? [] : [`${document}: ${target} (heading)`];
    }),
  );
  expect(broken).toEqual([]);
});
