import { type IResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { known } from '../known';

/** Where a resource is against where a cache is; absent where either is known at deployment only. */
export interface Places {
  readonly region: { readonly given: string; readonly own: string } | undefined;
  readonly account: { readonly given: string; readonly own: string } | undefined;
}

/** In what a resource lies elsewhere than a cache. */
export function placesApart(cache: IConstruct, { env }: Pick<IResource, 'env'>): Places {
  const { region, account } = Stack.of(cache);
  return { region: apart(env.region, region), account: apart(env.account, account) };
}

function apart(given: string, own: string): Places['region'] {
  return known(given) === undefined || known(own) === undefined || given === own ? undefined : { given, own };
}
