import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './cli/program';

/** Set by the build; absent where the sources run as they are. */
declare const __BUNDLE_URL__: string | undefined;

const here = typeof __BUNDLE_URL__ === 'undefined' ? __filename : fileURLToPath(__BUNDLE_URL__);

void run(process.argv.slice(2), join(dirname(here), `supervisor${extname(here)}`)).then((code) => {
  process.exitCode = code;
});
