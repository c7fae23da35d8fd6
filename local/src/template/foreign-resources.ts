import { generatedName, generatedUuid } from './names';
import { ACCOUNT, PARTITION, REGION } from './pseudo-parameters';

/**
 * Values for resources that the twin does not start but that the stack's outputs mention: right in shape and the same each
 * time, so that an application that parses an ARN from its outputs does not break on the laptop.
 */
export function foreignRef(type: string, logicalId: string, stackName: string): string {
  if (type === 'AWS::KMS::Key') return generatedUuid(stackName, logicalId);
  return REF_IS_ARN.has(type) ? foreignArn(type, logicalId, stackName) : generatedName(stackName, logicalId);
}

export function foreignAttribute(type: string, logicalId: string, attribute: string, stackName: string): string {
  if (/arn$/i.test(attribute)) return foreignArn(type, logicalId, stackName);
  if (/port$/i.test(attribute)) return '0';
  return `${generatedName(stackName, logicalId)}-${attribute}`;
}

/** Types whose Ref is an ARN, from the "Return values" of their CloudFormation pages; the rest give a name or an id. */
const REF_IS_ARN = new Set([
  'AWS::SNS::Topic',
  'AWS::SNS::Subscription',
  'AWS::StepFunctions::StateMachine',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::IAM::ManagedPolicy',
]);

function foreignArn(type: string, logicalId: string, stackName: string): string {
  const service = (type.split('::')[1] ?? 'service').toLowerCase();
  const name = type === 'AWS::KMS::Key' ? generatedUuid(stackName, logicalId) : generatedName(stackName, logicalId);
  switch (type) {
    case 'AWS::S3::Bucket':
      return `arn:${PARTITION}:s3:::${name.toLowerCase()}`;
    case 'AWS::IAM::Role':
      return `arn:${PARTITION}:iam::${ACCOUNT}:role/${name}`;
    case 'AWS::IAM::ManagedPolicy':
      return `arn:${PARTITION}:iam::${ACCOUNT}:policy/${name}`;
    case 'AWS::SNS::Topic':
    case 'AWS::SQS::Queue':
      return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${name}`;
    case 'AWS::Lambda::Function':
      return `arn:${PARTITION}:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    case 'AWS::KMS::Key':
      return `arn:${PARTITION}:kms:${REGION}:${ACCOUNT}:key/${name}`;
    default:
      return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${(type.split('::')[2] ?? 'resource').toLowerCase()}/${name}`;
  }
}
