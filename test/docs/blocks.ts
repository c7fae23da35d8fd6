import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A fenced code block of the documentation. */
export interface Block {
  /** `README.md:42`, the line of the opening fence. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
  /** Names that the text around the block introduced: `<!-- given: vpc, db -->` on the line before the fence. */
  readonly given: readonly string[];
}

const root = path.resolve(__dirname, '../..');

/** All Markdown files that users read: those at the top and those below docs/, bench/ and the packages. */
export function documents(): string[] {
  const below = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
      .map((name) => path.join(folder, name));
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [
    ...top,
    ...below('docs'),
    ...below('bench'),
    ...below('examples'),
    'client/README.md',
    'local/README.md',
  ].sort();
}

export function blocksOf(document: string): Block[] {
  const lines = readFileSync(path.join(root, document), 'utf8').split('\n');
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const opening = /^```(\S*)/.exec(lines[i] ?? '');
    if (opening === null) continue;
    const end = lines.indexOf('```', i + 1);
    if (end < 0) throw new Error(`${document}:${i + 1}: this code block is never closed`);
    const given = /<!-- given: (.*) -->/.exec(lines[i - 1] ?? '')?.[1]?.split(/,\s*/) ?? [];
    blocks.push({
      at: `${document}:${i + 1}`,
      language: opening[1] ?? '',
      code: lines.slice(i + 1, end).join('\n'),
      given,
    });
    i = end;
  }
  return blocks;
}
