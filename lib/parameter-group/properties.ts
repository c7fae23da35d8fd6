import type { PropertyTable } from '../errors/property-kinds';
import { KIND } from '../vocabulary/property-kinds';

/** What each property of a parameter group is. */
export const PARAMETER_GROUP_PROPERTIES: PropertyTable = {
  required: { engine: KIND.engine },
  optional: {
    clusterMode: KIND.flag,
    preset: KIND.preset,
    eviction: KIND.text,
    parameters: KIND.map,
    memcachedParameters: KIND.map,
    rawParameters: KIND.map,
    description: KIND.text,
  },
};
