import { freePorts, portsFrom } from '../engine/ports';
import { TwinError } from '../errors';
import { STATE_FILE, StateDirectory } from '../state/state-directory';
import { distinct } from '../template/deviations';
import type { NotHonoured, StackPlan } from '../template/plan';
import { readSource } from '../template/source';
import { Stack } from '../template/stack';
import { type Authority, createAuthority } from '../tls/authority';
import { TwinCache } from './cache';
import { engineTitle, fit, type FittedCache } from './fitting';
import { drawSecrets, install, type TwinSecrets } from './install';
import { Guardians, type Launch, launchAll, PortCollision } from './launch';
import { attributesOf } from './attributes';
import { type CacheLayout, layOut, type NodeLayout, portsNeeded } from './layout';
import { TwinNode } from './node';
import { Forwarders } from './forwarders';
import { openEndpoints } from './open-endpoints';
import { DEFAULTS, type TwinOptions } from './options';
import { withTwin } from './outputs';
import { engineProtocol, memcachedProtocol, type NodeProtocol } from './protocol';
import { shapeText } from './shape-text';
import { Twin } from './twin';

/** How often free ports are looked for anew when another process takes one of them first. */
const ATTEMPTS = 4;

/**
 * Starts the caches of one stack as real engine processes on this machine, and resolves when every node serves.
 *
 * @param source path of a `*.template.json`, path of a cloud assembly (the folder `cdk.out`), or a parsed template
 * @throws TwinError with a stable code; whatever had been started by then is stopped again
 */
export async function startTwin(source: string | object, options: TwinOptions = {}): Promise<Twin> {
  const settings = checked(options);
  const { template, stackName } = await readSource(source, options);
  const stack = new Stack(template, stackName, options.parameters);
  const plan = stack.plan();
  options.onProgress?.({ step: 'template', text: describe(stackName, plan) });
  // Together: the one waits for engines that say what they know, the other for a library to load.
  const [fitted, authority] = await Promise.all([
    Promise.all(plan.caches.map(async (cache) => fit(cache, settings.maxMemoryMiB))),
    plan.caches.some((cache) => cache.tls) ? createAuthority('elasticache-kit twin') : undefined,
  ]);
  for (const { notice } of fitted) if (notice !== undefined) options.onProgress?.({ step: 'engines', text: notice });
  const state =
    options.stateDir === undefined ? await StateDirectory.temporary() : await StateDirectory.at(options.stateDir);
  const start = new Start(state, stack, plan, fitted, authority, options, settings);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await start.run();
      } catch (error) {
        if (!(error instanceof PortCollision)) throw error;
        if (options.basePort !== undefined || attempt === ATTEMPTS) {
          throw new TwinError('PORT_TAKEN', `${error.message}; free it, or give no first port`, { cause: error });
        }
      }
    }
  } catch (error) {
    await state.remove();
    throw error;
  }
}

type Settings = Required<Pick<TwinOptions, keyof typeof DEFAULTS>>;

class Start {
  readonly #secrets: TwinSecrets = drawSecrets();

  public constructor(
    private readonly state: StateDirectory,
    private readonly stack: Stack,
    private readonly plan: StackPlan,
    private readonly fitted: readonly FittedCache[],
    /** Present where a cache has TLS. */
    private readonly authority: Authority | undefined,
    private readonly options: TwinOptions,
    private readonly settings: Settings,
  ) {}

  public async run(): Promise<Twin> {
    const layouts = await this.#layOut();
    // Everything that can be wrong with the outputs is found before the first engine starts.
    const outputs = await this.#writeOutputs(layouts);
    const [guardians, forwarders] = [new Guardians(), new Forwarders()];
    try {
      const caches = await this.#startCaches(layouts, guardians, forwarders);
      const notHonoured = distinct([
        ...this.plan.notHonoured,
        ...this.fitted.flatMap((cache) => cache.notHonoured),
        ...outputs.notHonoured,
      ]);
      const twin = new Twin({
        stackName: this.stack.name,
        outputs: { [this.stack.name]: outputs.values },
        caches,
        notHonoured,
        state: this.state,
        guardians,
        forwarders,
      });
      await this.state.write(STATE_FILE.record, `${JSON.stringify(twin.record(), undefined, 2)}\n`);
      this.options.onProgress?.({ step: 'ready', text: 'every node serves' });
      return twin;
    } catch (error) {
      await Promise.all([forwarders.close(), guardians.stop()]);
      throw error;
    }
  }

  async #layOut(): Promise<readonly CacheLayout[]> {
    const needs = this.plan.caches.map(portsNeeded);
    const [clients, inner] = [sum(needs.map((need) => need.clients)), sum(needs.map((need) => need.inner))];
    const { basePort } = this.options;
    const ports = basePort === undefined ? await freePorts(clients) : await portsFrom(basePort, clients);
    const innerPorts = await freePorts(inner, new Set(ports));
    return this.plan.caches.map((cache) => layOut(cache, ports, innerPorts));
  }

  async #writeOutputs(
    layouts: readonly CacheLayout[],
  ): Promise<{ readonly values: Record<string, string>; readonly notHonoured: readonly NotHonoured[] }> {
    const attributes = Object.fromEntries(
      layouts.map((layout, index) => [
        layout.plan.logicalId,
        attributesOf(layout, this.fitted[index]?.engine.version ?? ''),
      ]),
    );
    const { values, notHonoured } = this.stack.outputs(attributes);
    const completed = withTwin(values, {
      address: '127.0.0.1',
      ...(this.authority && { caFile: this.state.file(STATE_FILE.authority) }),
      secretsFile: this.state.file(STATE_FILE.secrets),
    });
    if (this.authority) await this.state.write(STATE_FILE.authority, this.authority.certificate);
    await this.state.write(STATE_FILE.secrets, `${JSON.stringify(this.stack.secrets.all(), undefined, 2)}\n`);
    await this.state.write(STATE_FILE.outputs, `${JSON.stringify({ [this.stack.name]: completed }, undefined, 2)}\n`);
    return { values: completed, notHonoured };
  }

  async #startCaches(
    layouts: readonly CacheLayout[],
    guardians: Guardians,
    forwarders: Forwarders,
  ): Promise<readonly TwinCache[]> {
    const launches: Launch[] = [];
    const caches: TwinCache[] = [];
    for (const [index, layout] of layouts.entries()) {
      const fitted = this.fitted[index];
      if (fitted === undefined) continue;
      const { folders, certificate } = await install(
        this.state,
        fitted,
        layout,
        this.authority,
        this.#secrets,
        this.settings,
      );
      // Memcached has no configuration file: a script stands for it.
      const program = fitted.engine.name === 'memcached' ? '/bin/sh' : fitted.engine.path;
      const nodes = layout.nodes.map(
        (node, position) =>
          new TwinNode(node, {
            guardian: guardians.of(program),
            key: `${layout.plan.logicalId}/${node.id}`,
            directory: folders[position] ?? '',
            protocol: this.#protocol(layout, node),
            startDeadlineMs: this.settings.startDeadlineMs,
          }),
      );
      const cache = new TwinCache(layout, nodes, engineTitle(fitted.engine));
      await openEndpoints(forwarders, layout, cache, certificate);
      launches.push(...nodes.map((node) => ({ node, role: node.startRole })));
      caches.push(cache);
    }
    const { onProgress, signal } = this.options;
    onProgress?.({
      step: 'engines',
      text: `starting ${processes(caches)}`,
    });
    await launchAll(launches, this.settings.startDeadlineMs, signal, () =>
      onProgress?.({ step: 'cluster', text: 'waiting until every node serves' }),
    );
    return caches;
  }

  #protocol({ plan, nodes }: CacheLayout, node: NodeLayout): NodeProtocol {
    if (plan.engine.name === 'memcached') return memcachedProtocol(node.innerPort, node.name);
    const ca = plan.tls ? this.authority?.certificate : undefined;
    return engineProtocol({
      target: { host: node.host, port: node.port, ...(ca !== undefined && { ca }), ...this.#secrets.administrator },
      ...(plan.clustered && { clusterNodes: nodes.length }),
      replicaOfCommand: this.#secrets.replicaOfCommand,
    });
  }
}

/** `9 Valkey 8.0.1 and 3 Memcached 1.6.18 processes`. */
function processes(caches: readonly TwinCache[]): string {
  const counts = new Map<string, number>();
  for (const { engine, nodes } of caches) counts.set(engine, (counts.get(engine) ?? 0) + nodes.length);
  const launched = sum([...counts.values()]);
  return `${[...counts].map(([engine, count]) => `${count} ${engine}`).join(' and ')} ${launched === 1 ? 'process' : 'processes'}`;
}

function checked(options: TwinOptions): Settings {
  const settings = { ...DEFAULTS, ...definedOnly(options) };
  for (const name of ['maxMemoryMiB', 'nodeTimeoutMs', 'startDeadlineMs'] as const) {
    const value = settings[name];
    if (Number.isInteger(value) && value > 0) continue;
    throw new TwinError('OPTION_INVALID', `${name} must be a whole number above 0, got ${String(value)}`);
  }
  return settings;
}

function definedOnly(options: TwinOptions): TwinOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function describe(stackName: string, plan: StackPlan): string {
  const caches = plan.caches.map((cache) => {
    const { cacheId, kind, shards, engine, tls } = cache;
    const nodes = shards.reduce((total, shard) => total + 1 + shard.replicas, 0);
    return `${cacheId}: ${engine.name} ${engine.version}, ${kind}, ${shapeText(kind, shards.length, nodes)}${tls ? ', TLS' : ''}`;
  });
  return `stack ${stackName}: ${caches.join('; ')}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
