import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import * as sns from 'aws-cdk-lib/aws-sns';
import { expectClean, GATES, type GateFinding, gateFindings, gatedApp } from '../support/checked';
import { StoryStack } from './scaffolding';
import { STORIES } from './stories';

/** One app for all stories: the engine behind CloudFormation's rules takes seconds to start, and once is enough. */
const app = gatedApp();
const stacks = new Map<string, StoryStack>();
const broken = new Map<string, unknown>();
let findings: readonly GateFinding[] = [];

beforeAll(() => {
  for (const { name, build } of STORIES) {
    const stack = new StoryStack(app, name);
    try {
      build(stack);
      stacks.set(name, stack);
    } catch (error) {
      // Whatever is left of it would be reported as findings; the story's own test says why it was not built.
      app.node.tryRemoveChild(name);
      broken.set(name, error);
    }
  }
  const flawed = new StoryStack(app, 'Flawed');
  new sns.Topic(flawed, 'OpenTopic');
  const group = new CfnReplicationGroup(flawed, 'Group', { replicationGroupDescription: 'flawed', engine: 'valkey' });
  group.addPropertyOverride('Nonsense', true);
  findings = gateFindings(app);
}, 180_000);

it.each(STORIES.map(({ name }) => name))(
  'the story %s passes the schema, CloudFormation’s rules, AwsSolutions and NIST 800-53',
  (name) => {
    const stack = stacks.get(name);
    if (stack === undefined) throw broken.get(name);
    expectClean(stack, findings);
  },
);

it.each(GATES)('%s finds fault with a stack that deserves it', (gate) => {
  expect(findings.filter((finding) => finding.stack === 'Flawed' && finding.gate === gate)).not.toEqual([]);
});
