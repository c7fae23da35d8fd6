/** A program that starts a twin and then does nothing: for tests that take it away. Arguments: template, state folder. */
import { startTwin } from '../../../local/src/index';

const [source = '', stateDir] = process.argv.slice(2);
void startTwin(source, { stateDir }).then((twin) => {
  process.stdout.write(`${JSON.stringify(twin.caches.flatMap(({ nodes }) => nodes.map(({ pid }) => pid)))}\n`);
  setInterval(() => undefined, 1000);
});
