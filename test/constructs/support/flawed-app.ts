/** An app with findings of every kind, synthesized as the production app is: shows that a clean report means something. */
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';

const app = new App({ analyticsReporting: false });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const stack = new Stack(app, 'Flawed');
new sns.Topic(stack, 'OpenTopic');
new CfnResource(stack, 'Impossible', { type: 'AWS::ElastiCache::ReplicationGroup', properties: { Nonsense: true } });
