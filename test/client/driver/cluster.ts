import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine, freePort, until } from './engine';

interface Member {
  readonly id: string;
  readonly port: number;
  readonly shard: number;
  readonly primary: boolean;
}

/** A small cluster without TLS and with a short node timeout, so that failovers take a second instead of four. */
export class TestCluster {
  private constructor(
    public readonly engines: readonly Engine[],
    private readonly members: readonly Member[],
  ) {}

  public static async start(shards: number, replicasPerShard: number): Promise<TestCluster> {
    const members = await plan(shards, replicasPerShard);
    const engines = await Promise.all(
      members.map((member) => {
        const directory = mkdtempSync(join(tmpdir(), 'elasticache-kit-cluster-'));
        writeFileSync(join(directory, 'nodes.conf'), nodesFile(members, member, shards));
        const options = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '500'];
        return Engine.start([...options, '--cluster-require-full-coverage', 'no'], { port: member.port, directory });
      }),
    );
    const cluster = new TestCluster(engines, members);
    await Promise.all(engines.map((engine) => cluster.#settled(engine)));
    return cluster;
  }

  public get seed(): { host: string; port: number } {
    return (this.engines[0] as Engine).host;
  }

  /** The engine that is primary of the slot now, as `witness` sees it. */
  public async primaryOf(slot: number, witness = this.engines[0] as Engine): Promise<Engine> {
    const ranges = (await witness.admin('CLUSTER', 'SLOTS')) as [number, number, [string, number]][];
    const range = ranges.find(([first, last]) => slot >= first && slot <= last);
    return this.engines.find(({ port }) => port === range?.[2][1]) as Engine;
  }

  public idOf(engine: Engine): string {
    return (this.members.find(({ port }) => port === engine.port) as Member).id;
  }

  public async stop(): Promise<void> {
    await Promise.all(this.engines.map((engine) => engine.stop()));
  }

  async #settled(engine: Engine): Promise<void> {
    const member = this.members.find(({ port }) => port === engine.port) as Member;
    await until(`node ${engine.port} is part of a working cluster`, async () => {
      const info = String(await engine.admin('CLUSTER', 'INFO'));
      const replication = String(await engine.admin('INFO', 'replication'));
      const linked = member.primary || replication.includes('master_link_status:up');
      return info.includes('cluster_state:ok') && linked;
    });
  }
}

async function plan(shards: number, replicas: number): Promise<Member[]> {
  const members: Member[] = [];
  for (let index = 0; index < shards * (1 + replicas); index++) {
    let port = await freePort();
    while (members.some((member) => member.port === port)) port = await freePort();
    members.push({
      id: (index + 1).toString(16).padStart(40, '0'),
      port,
      shard: index % shards,
      primary: index < shards,
    });
  }
  return members;
}

/** What the node would have saved itself, had it been joined by CLUSTER MEET: no gossip to wait for. */
function nodesFile(members: readonly Member[], self: Member, shards: number): string {
  const lines = members.map((member) => {
    const { id, port, shard, primary } = member;
    const shardId = (shard + 1).toString(16).padStart(40, 'a');
    const flags = `${member === self ? 'myself,' : ''}${primary ? 'master' : 'slave'}`;
    const of = primary ? '-' : (members[shard] as Member).id;
    const first = Math.floor((16_384 * shard) / shards);
    const slots = primary ? ` ${first}-${Math.floor((16_384 * (shard + 1)) / shards) - 1}` : '';
    return `${id} 127.0.0.1:${port}@${port + 10_000},,shard-id=${shardId} ${flags} ${of} 0 0 ${shard + 1} connected${slots}`;
  });
  return `${lines.join('\n')}\nvars currentEpoch ${shards} lastVoteEpoch 0\n`;
}
