/**
 * One process of a fleet, as an application would be: finds the cache by its environment, asks for one key `gets` times at once when it
 * is told to, and says on standard output when it loads and what it got.
 */
import { Cache } from '../../client/src';

const [gets, loadMs] = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const cache = await Cache.connect();
  const products = cache.cacheAside<string>('products', {
    load: async () => {
      say('load');
      await new Promise((resolve) => setTimeout(resolve, loadMs));
      return `loaded by ${process.pid}`;
    },
    // Four processes on two cores wait for the scheduler, which is not what this is about.
    cacheDeadline: { soft: '4s', hard: '5s' },
  });
  say('ready');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  const answers = await Promise.all(Array.from({ length: gets ?? 0 }, () => products.get('cold')));
  say(`got ${answers.length} ${[...new Set(answers)].join('|')}`);
  await cache.close();
  process.stdin.pause();
}

void main();
