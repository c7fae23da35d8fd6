/** A program that starts a twin and never stops it. Arguments: template, state folder; without one it has nothing more to do. */
import { startTwin } from '../../../local/src/index';

const [source = '', stateDir] = process.argv.slice(2);
void startTwin(source, { stateDir }).then((twin) => {
  process.stdout.write(`${JSON.stringify(twin.caches.flatMap(({ nodes }) => nodes.map(({ pid }) => pid)))}\n`);
  if (stateDir !== undefined) setInterval(() => undefined, 1000);
});
