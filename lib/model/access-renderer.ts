import type { KeyRule, ParsedAccess, Rights } from './access-parser';

/** What it takes to write an access string. */
export type WritableAccess = Rights & Pick<ParsedAccess, 'enabled'> & Partial<Pick<ParsedAccess, 'selectors'>>;

/**
 * Writes an access string that `parseAccessString` reads back as it was. Everything is taken away before anything is given, so
 * that the text means the same to every engine whatever its parameters say about channels.
 */
export function renderAccess(access: WritableAccess): string {
  const selectors = (access.selectors ?? []).map((rights) => `(${renderRights(rights).join(' ')})`);
  return [access.enabled ? 'on' : 'off', ...renderRights(access), ...selectors].join(' ');
}

/** One key pattern with its permissions. */
export function renderKey({ pattern, read, write }: KeyRule): string {
  if (read && write) return `~${pattern}`;
  return `%${read ? 'R' : 'W'}~${pattern}`;
}

function renderRights({ rules, keys, channels, databases }: Rights): string[] {
  return [
    'resetchannels',
    ...(rules.some(({ name }) => name === '@all') ? [] : ['-@all']),
    ...rules.map(({ name, allowed }) => `${allowed ? '+' : '-'}${name}`),
    ...keys.map(renderKey),
    ...channels.map((pattern) => `&${pattern}`),
    ...(databases === undefined ? [] : [`db=${databases.join(',')}`]),
  ];
}
