type Piece = 'many' | ((character: string) => boolean);

/**
 * Whether a key or channel fits a pattern, as the engine compares them: `*`, `?`, `[abc]`, `[^abc]`, `[a-z]`, and `\` before a
 * character that means itself. Source: https://valkey.io/commands/keys/
 */
export function globMatches(pattern: string, text: string): boolean {
  const pieces = [...piecesOf(pattern)];
  let [piece, position, lastMany, retry] = [0, 0, -1, 0];
  while (position < text.length) {
    const current = pieces[piece];
    if (current === 'many') {
      [lastMany, retry] = [piece, position];
      piece += 1;
    } else if (current?.(text[position] ?? '') === true) {
      piece += 1;
      position += 1;
    } else if (lastMany >= 0) {
      // The last `*` takes one character more.
      retry += 1;
      [piece, position] = [lastMany + 1, retry];
    } else {
      return false;
    }
  }
  return pieces.slice(piece).every((rest) => rest === 'many');
}

function* piecesOf(pattern: string): Generator<Piece> {
  for (const token of pattern.match(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]?|[\s\S]/g) ?? []) {
    if (token === '*') yield 'many';
    else if (token === '?') yield () => true;
    else if (token.startsWith('[')) yield characterClass(token);
    else yield (character) => character === token.slice(-1);
  }
}

function characterClass(token: string): (character: string) => boolean {
  const isNegated = token.startsWith('[^');
  const body = token.slice(isNegated ? 2 : 1).replace(/(?<!\\)\]$/, '');
  const ranges = [...body.matchAll(/(\\[\s\S]|[\s\S])(?:-(\\[\s\S]|[\s\S]))?/g)].map((match) => {
    const from = match[1]?.slice(-1) ?? '';
    return [from, match[2]?.slice(-1) ?? from].sort();
  });
  return (character) => ranges.some(([from = '', to = '']) => from <= character && character <= to) !== isNegated;
}
