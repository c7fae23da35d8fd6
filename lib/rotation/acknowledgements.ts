import { type Acknowledgment, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What NIST 800-53 wants of functions, and why it does not fit one that only Secrets Manager calls. */
const REASONS: readonly Acknowledgment[] = [
  {
    id: 'NIST.800.53.R5-LambdaInsideVPC',
    reason:
      'The function calls the interfaces of ElastiCache and Secrets Manager and never the cache itself, so it needs no network',
  },
  {
    id: 'NIST.800.53.R5-LambdaDLQ',
    reason:
      'Secrets Manager invokes it and repeats a rotation that failed; a queue would hold events that nobody may replay',
  },
  {
    id: 'NIST.800.53.R5-LambdaConcurrency',
    reason:
      'Secrets Manager runs one rotation of each secret every 30 days; reserved concurrency would be taken from the account',
  },
  {
    id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
    reason: 'CloudWatch Logs encrypts every group with its own key, and the function writes neither passwords nor data',
  },
  {
    id: 'NIST.800.53.R5-IAMNoInlinePolicy',
    reason:
      'The rights name the secrets and users of one cache, belong to the role of the function alone and go with it',
  },
];

/** Said once here instead of by every user of cdk-nag: the reasons hold for each rotation function. */
export function acknowledgeFunction(rotation: Construct): void {
  Validations.of(rotation).acknowledge(...REASONS);
}
