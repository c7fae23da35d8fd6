import type { Directive } from '../../../lib/model/engine-parameters';
import { RESTRICTED_COMMANDS } from '../../../lib/model/restricted-commands';

/** Names of an installation's files inside the state directory of a cache or node. */
export const FILE = {
  config: 'engine.conf',
  cluster: 'nodes.conf',
  users: 'users.acl',
  log: 'engine.log',
  certificate: 'node.pem',
  key: 'node.key',
} as const;

/** What one node's configuration says. */
export interface NodeConfig {
  /** Directory of the node's files. */
  readonly directory: string;
  readonly port: number;
  /** Host name that the node announces; present where the cache is sharded. */
  readonly cluster?: { readonly busPort: number; readonly host: string; readonly nodeTimeoutMs: number };
  /** Port of the primary that this node copies from the start; absent in a sharded cache, where `nodes.conf` says it. */
  readonly replicaOf?: number;
  readonly tls?: { readonly caFile: string; readonly certificateFile: string; readonly keyFile: string };
  /** In bytes. */
  readonly maxMemory: number;
  readonly replication: { readonly user: string; readonly password: string };
  /** What REPLICAOF is called in this twin: unguessable, so that only the twin itself can use it. */
  readonly replicaOfCommand: string;
  /** Translated parameters that the engine has accepted. */
  readonly directives: readonly Directive[];
}

/** Commands that ElastiCache does not offer but that the engine itself needs between its nodes: denied by ACL instead. */
const BETWEEN_NODES = ['psync', 'sync'];

/** The text of a node's configuration file. It holds the replication password, so the file is for its owner only. */
export function renderConfig(node: NodeConfig): string {
  const lines = [
    line('bind', '127.0.0.1'),
    ...listen(node),
    line('dir', node.directory),
    line('daemonize', 'no'),
    line('logfile', ''),
    // The title would replace the command line, by which the twin recognizes its own processes.
    line('set-proc-title', 'no'),
    // Nothing is kept: a twin starts empty, as a node that AWS replaces does.
    line('save', ''),
    line('appendonly', 'no'),
    line('maxmemory', String(node.maxMemory)),
    line('aclfile', FILE.users),
    line('masteruser', node.replication.user),
    line('masterauth', node.replication.password),
    line('repl-diskless-sync', 'yes'),
    line('repl-diskless-sync-delay', '0'),
    ...(node.replicaOf === undefined ? [] : [line('replicaof', '127.0.0.1', String(node.replicaOf))]),
    ...RESTRICTED_COMMANDS.filter((command) => !BETWEEN_NODES.includes(command)).map((command) =>
      line('rename-command', command, command === 'replicaof' ? node.replicaOfCommand : ''),
    ),
    ...node.directives.map(({ name, values }) => line(name, ...values)),
  ];
  return `${lines.join('\n')}\n`;
}

function listen({ port, tls, cluster }: NodeConfig): string[] {
  const transport =
    tls === undefined
      ? [line('port', String(port))]
      : [
          line('port', '0'),
          line('tls-port', String(port)),
          line('tls-ca-cert-file', tls.caFile),
          line('tls-cert-file', tls.certificateFile),
          line('tls-key-file', tls.keyFile),
          // As on ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
          line('tls-protocols', 'TLSv1.2 TLSv1.3'),
          line('tls-auth-clients', 'no'),
          line('tls-replication', 'yes'),
        ];
  if (cluster === undefined) return transport;
  return [
    ...transport,
    ...(tls === undefined ? [] : [line('tls-cluster', 'yes')]),
    line('cluster-enabled', 'yes'),
    line('cluster-config-file', FILE.cluster),
    line('cluster-port', String(cluster.busPort)),
    line('cluster-node-timeout', String(cluster.nodeTimeoutMs)),
    line('cluster-announce-ip', '127.0.0.1'),
    line('cluster-announce-hostname', cluster.host),
    // ElastiCache's `tls-dynamic`: host names where there is TLS.
    line('cluster-preferred-endpoint-type', tls === undefined ? 'ip' : 'hostname'),
  ];
}

/** One directive, its values quoted so that none can end the line or become a second value. */
export function line(name: string, ...values: readonly string[]): string {
  return [name, ...values.map(quote)].join(' ');
}

function quote(value: string): string {
  if (/^[\w./:@%+-]+$/.test(value)) return value;
  const escaped = [...Buffer.from(value, 'utf8')].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${escaped.join('')}"`;
}
