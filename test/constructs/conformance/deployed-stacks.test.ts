import type { Stack } from 'aws-cdk-lib';
import { DevCacheStack } from '../../../bin/stacks/dev';
import { MemcachedStack } from '../../../bin/stacks/memcached';
import { ProductionCacheStack } from '../../../bin/stacks/production';
import { ServerlessCacheStack } from '../../../bin/stacks/serverless';
import { StandardCacheStack } from '../../../bin/stacks/standard';
import { expectClean, type GateFinding, gatedApp, gateFindings } from '../support/checked';
import { acknowledgeDeployed, acknowledgeDevelopment } from './scaffolding';

const app = gatedApp();
const dev = new DevCacheStack(app, 'DevCache');
const STACKS: readonly Stack[] = [
  new ProductionCacheStack(app, 'ProductionCache'),
  new StandardCacheStack(app, 'StandardCache'),
  new ServerlessCacheStack(app, 'ServerlessCache'),
  new MemcachedStack(app, 'Memcached'),
  dev,
];

let findings: readonly GateFinding[] = [];
beforeAll(() => {
  STACKS.forEach(acknowledgeDeployed);
  acknowledgeDevelopment(dev);
  findings = gateFindings(app);
}, 180_000);

it.each(STACKS.map((stack) => [stack.stackName, stack] as const))(
  'the stack %s passes the schema, CloudFormation’s rules, AwsSolutions and NIST 800-53',
  (_, stack) => {
    expectClean(stack, findings);
  },
);
