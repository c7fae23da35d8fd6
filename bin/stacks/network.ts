import { Fn, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';

/** Private subnets without a way to the internet: what somebody in them needs of AWS comes through an endpoint. */
export function isolatedNetwork(stack: Stack): ec2.Vpc {
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    // Without an account the CDK assumes two zones. Three are taken from the Region at deployment; one with fewer fails there.
    availabilityZones: [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs())),
    natGateways: 0,
    subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
  });
  vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(shortLivedLogs(stack, 'FlowLogs')),
  });
  return vpc;
}

/** Logs that nobody needs after a month, or after the stack. */
export function shortLivedLogs(stack: Stack, id: string): logs.LogGroup {
  return new logs.LogGroup(stack, id, {
    retention: logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
