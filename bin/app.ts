import { App, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DevCacheStack } from './stacks/dev';
import { MemcachedStack } from './stacks/memcached';
import { ProductionCacheStack } from './stacks/production';
import { ServerlessCacheStack } from './stacks/serverless';
import { StandardCacheStack } from './stacks/standard';

/** What `cdk synth -c stack=<name>` makes; `production` where nothing is said. */
const STACKS: Readonly<Record<string, (app: App) => Stack>> = {
  production: (app) =>
    new ProductionCacheStack(app, 'ProductionCache', { description: 'A production cache and a service that uses it' }),
  standard: (app) =>
    new StandardCacheStack(app, 'StandardCache', { description: 'A replicated cache and a service that uses it' }),
  serverless: (app) =>
    new ServerlessCacheStack(app, 'ServerlessCache', { description: 'A serverless cache and a service that uses it' }),
  memcached: (app) => new MemcachedStack(app, 'Memcached', { description: 'A Memcached cluster for web servers' }),
  dev: (app) => new DevCacheStack(app, 'DevCache', { description: 'A cache to develop against' }),
};

const app = new App({ analyticsReporting: false });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const wanted: unknown = app.node.tryGetContext('stack') ?? 'production';
const create = typeof wanted === 'string' && Object.hasOwn(STACKS, wanted) ? STACKS[wanted] : undefined;
if (create === undefined) {
  console.error(
    `stack '${String(wanted)}' is none of this app's; -c stack=<name> takes ${Object.keys(STACKS).join(', ')}`,
  );
  process.exit(2);
}
create(app);
