import { CacheError } from '../errors';
import type { ManifestServices } from '../manifest';
import { awsReason, loadSdk } from './sdk';

/** SSM and CloudFormation in the application's own Region, with the AWS SDK's default credentials. */
export const awsManifestServices: ManifestServices = {
  async parameter(name) {
    const need = `reading the SSM parameter ${name}`;
    const { SSMClient, GetParameterCommand } = await loadSdk(
      '@aws-sdk/client-ssm',
      () => import('@aws-sdk/client-ssm'),
      need,
    );
    const client = new SSMClient({});
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      if (Parameter?.Value !== undefined) return Parameter.Value;
    } catch (cause) {
      throw new CacheError('MANIFEST_UNREADABLE', `SSM parameter ${name}: ${awsReason(cause)}`, { cause });
    } finally {
      client.destroy();
    }
    throw new CacheError('MANIFEST_UNREADABLE', `SSM parameter ${name} has no value`);
  },

  async stackOutputs(stack) {
    const { CloudFormationClient, DescribeStacksCommand } = await loadSdk(
      '@aws-sdk/client-cloudformation',
      () => import('@aws-sdk/client-cloudformation'),
      `reading the outputs of stack ${stack}`,
    );
    const client = new CloudFormationClient({});
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
      const outputs = Stacks[0]?.Outputs ?? [];
      return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    } catch (cause) {
      throw new CacheError('MANIFEST_UNREADABLE', `CloudFormation stack ${stack}: ${awsReason(cause)}`, { cause });
    } finally {
      client.destroy();
    }
  },
};
