import { type DriverOptions, type NodeStateEvent, NodeRedisDriver } from '../../../client/src/driver';
import { keySlot } from '../../../client/src/driver/slot';
import { until } from './engine';

/** A connected driver that remembers what it said about its nodes. */
export class OpenDriver extends NodeRedisDriver {
  public readonly events: (NodeStateEvent & { readonly at: number })[] = [];

  public static async open(options: Partial<DriverOptions> & Pick<DriverOptions, 'endpoint'>): Promise<OpenDriver> {
    const driver = new OpenDriver({ routing: 'cluster', tls: false, ...options });
    driver.onState((event) => driver.events.push({ ...event, at: performance.now() }));
    await driver.connect(AbortSignal.timeout(5_000));
    return driver;
  }

  /** When the node was first in that state at or after `from`. */
  public async reaches(node: string, state: string, from: number, withinMs = 30_000): Promise<number> {
    const find = (): number | undefined =>
      this.events.find((event) => event.node === node && event.state === state && event.at >= from)?.at;
    await until(
      `${node} becomes ${state}`,
      () => find() !== undefined,
      withinMs,
      () => JSON.stringify(this.events),
    );
    return find() as number;
  }
}

/** A key whose slot is in the range. */
export function keyIn(first: number, last: number): string {
  for (let i = 0; ; i++) {
    const slot = keySlot(`key:${i}`);
    if (slot >= first && slot <= last) return `key:${i}`;
  }
}
