import { readFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import {
  looksLikeManifest,
  type ManifestAuth,
  type ManifestEndpoint,
  type ManifestUser,
  parseManifest,
} from '../../../lib/contract';
import type { CacheRecord, TwinRecord } from '../state/record';
import { DEFAULT_STATE_ROOT } from '../state/twins';
import type { Outputs } from '../twin/outputs';
import { shapeText } from '../twin/shape-text';
import type { TwinStatus } from './status';

/** Colours for who looks at a terminal, and never in what a program reads. picocolors by itself colours whatever runs under CI. */
const colorsOn = (stream: NodeJS.WriteStream): ReturnType<typeof createColors> =>
  createColors(isTerminal(stream) && process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb');
// Undefined, not false, on a pipe; and picocolors takes undefined for "decide yourself".
const isTerminal = ({ isTTY }: NodeJS.WriteStream): boolean => Boolean(isTTY);
const colors = colorsOn(process.stdout);
const errorColors = colorsOn(process.stderr);

/** An error as a person reads it. One with a code is expected, and needs no stack trace. */
export function describeError(error: unknown): {
  readonly code: string;
  readonly message: string;
  readonly text: string;
} {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  const message = error instanceof Error ? error.message : String(error);
  if (typeof code === 'string') return { code, message, text: `${errorColors.red('error')} ${message}` };
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    code: 'UNEXPECTED',
    message,
    text: `${errorColors.red('error')} a defect of elasticache-kit: ${stack ?? message}`,
  };
}

/** What `up` says when the twin is ready. */
export async function describeUp(record: TwinRecord, stateRoot: string): Promise<string> {
  const state = stateRoot === DEFAULT_STATE_ROOT ? '' : ` --state ${word(stateRoot)}`;
  const users = await usersOf(record.outputsFile);
  return [
    ...record.caches.map((cache) => `${colors.green('ready')} ${describeCache(cache)}`),
    '',
    ...record.caches.flatMap(({ endpoint, reader }) => [
      `endpoint   ${endpoint.host}:${endpoint.port} (at 127.0.0.1)`,
      ...(reader === undefined ? [] : [`reader     ${reader.host}:${reader.port} (at 127.0.0.1)`]),
    ]),
    `outputs    ${record.outputsFile}`,
    `secrets    ${record.secretsFile}`,
    ...(record.caFile === undefined ? [] : [`authority  ${record.caFile}`]),
    '',
    `application  elasticache-kit exec${state} -- node app.js`,
    ...record.caches.map((cache) => byHand(record, cache, users.get(cache.endpoint.host))),
    `stop         elasticache-kit down${state} ${word(record.stackName)}`,
    '',
    `The template says, and this machine does otherwise:`,
    notHonouredTable(record),
  ].join('\n');
}

/** What `status` says. */
export function describeStatus(found: TwinStatus): string {
  const table = plainTable(['node', 'shard', 'role', 'port', 'process', ''], [12, 8, 10, 8, 10, 12]);
  for (const cache of found.caches) {
    for (const node of cache.nodes) {
      const state = node.running ? colors.green('running') : colors.red('not running');
      table.push([node.id, node.shard, node.role, node.port, node.pid, state]);
    }
  }
  return [
    `stack ${found.stackName}, process ${found.pid}`,
    ...found.caches.map(describeCache),
    table.toString(),
    `outputs  ${found.outputsFile}`,
  ].join('\n');
}

function describeCache(
  cache: Omit<CacheRecord, 'nodes'> & { readonly nodes: readonly { readonly shard: number }[] },
): string {
  const shards = new Set(cache.nodes.map((node) => node.shard)).size;
  return `${cache.cacheId}: ${cache.engine}, ${cache.kind}, ${shapeText(cache.kind, shards, cache.nodes.length)}${cache.tls ? ', TLS' : ''}`;
}

/** Lines that stay within 80 columns. */
function notHonouredTable(record: TwinRecord): string {
  if (record.notHonoured.length === 0) return '  nothing';
  const widths = [22, 28, 26];
  const table = plainTable(['resource', 'property', 'here'], widths);
  for (const { logicalId, property, detail } of record.notHonoured) {
    table.push([logicalId, property, detail].map((cell, column) => wrap(cell, (widths[column] ?? 0) - 2)));
  }
  return table.toString();
}

function plainTable(head: string[], colWidths: number[]): Table.Table {
  return new Table({ head, colWidths, style: { head: [], border: [], compact: true } });
}

/** Breaks lines between words, and words that are longer than a line: a name that is cut short cannot be looked up. */
function wrap(text: string, width: number): string {
  const pieces = text.split(' ').flatMap((piece) => piece.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']);
  const lines = [''];
  for (const piece of pieces) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = piece;
    else if (last.length + 1 + piece.length <= width) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  return lines.join('\n');
}

/** A line to paste, for a look into a cache. */
function byHand(record: TwinRecord, cache: CacheRecord, user: ManifestUser | undefined): string {
  if (!cache.engine.startsWith('Memcached')) return `valkey-cli   ${valkeyCli(record, cache, user)}`;
  const { host, port } = cache.endpoint;
  const connect =
    cache.tls && record.caFile !== undefined
      ? `openssl s_client -quiet -connect 127.0.0.1:${port} -servername ${host} -CAfile ${word(record.caFile)}`
      : `nc 127.0.0.1 ${port}`;
  return `memcached    printf 'stats\\r\\nquit\\r\\n' | ${connect}`;
}

/** The password goes through the environment: process arguments are for everybody to read. */
function valkeyCli(record: TwinRecord, cache: CacheRecord, user: ManifestUser | undefined): string {
  const node = cache.nodes[0];
  const tls =
    cache.tls && record.caFile !== undefined ? ` --tls --cacert ${word(record.caFile)} --sni ${node?.host ?? ''}` : '';
  const command = `valkey-cli -h 127.0.0.1 -p ${cache.endpoint.port}${tls}`;
  if (user?.secretArn === undefined) return command;
  const script = `JSON.parse(require(process.argv[1])[process.argv[2]]).password`;
  const password = `REDISCLI_AUTH="$(node -p '${script}' ${word(record.secretsFile)} ${word(user.secretArn)})"`;
  return `${password} ${command} --user ${word(user.userName)}`;
}

/** By the host name of a cache's main endpoint: a user of the cache that has a password. */
async function usersOf(outputsFile: string): Promise<ReadonlyMap<string, ManifestUser>> {
  const outputs = JSON.parse(await readFile(outputsFile, 'utf8')) as Outputs;
  const texts = Object.values(outputs).flatMap((stack) => Object.values(stack).filter(looksLikeManifest));
  return new Map(
    texts.flatMap((text) => {
      const { endpoints, auth } = parseManifest(text);
      const user = userOf(auth);
      if (user === undefined) return [];
      return Object.values(endpoints).map(({ host }: ManifestEndpoint) => [host, user] as const);
    }),
  );
}

function userOf(auth: ManifestAuth): ManifestUser | undefined {
  if (auth.kind === 'users') return auth.users.find(({ secretArn }) => secretArn !== undefined);
  // Everybody is the default user where there is a token.
  return auth.kind === 'none'
    ? undefined
    : { consumer: 'default', userName: 'default', secretArn: auth.secretArn, namespaces: [] };
}

/** A word as a POSIX shell reads it. */
function word(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
