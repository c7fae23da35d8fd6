import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ProductionCacheStack } from './production-stack';

const app = new App({ analyticsReporting: false });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new ProductionCacheStack(app, 'ProductionCache', { description: 'A production cache and a service that uses it' });
