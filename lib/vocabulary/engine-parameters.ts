import type { ClusterParameters } from './cluster-parameters';
import type { ConnectionParameters } from './connection-parameters';
import type { DiagnosticParameters } from './diagnostic-parameters';
import type { EncodingParameters } from './encoding-parameters';
import type { MemoryParameters } from './memory-parameters';

/**
 * Parameters of Valkey and Redis in the CDK's own types: times as Duration, sizes as Size, switches as booleans. What is not said keeps
 * ElastiCache's default. The eviction policy and cluster mode have properties of their own.
 *
 * Names, defaults, ranges: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
 */
export interface EngineParameters
  extends MemoryParameters, EncodingParameters, ConnectionParameters, ClusterParameters, DiagnosticParameters {}
