import { NestedStack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  Access,
  Authentication,
  CachePattern,
  ConsumerAuthentication,
  Engine,
  PasswordUser,
} from '@elasticache-kit/constructs';
import { refusal } from '../support/errors';
import { userApp, UserStack } from '../support/stacks';

/** CloudFormation looks up no more in one template. */
const QUOTA = 60;

const access = Access.fromString('on ~a:* -@all +get');

function fill(scope: UserStack | NestedStack, count: number): void {
  for (let i = 0; i < count; i += 1) new PasswordUser(scope, `User${i}`, { engine: Engine.VALKEY_8_0, access });
}

it('a template may hold as many passwords as CloudFormation looks up, and no more', () => {
  const stack = new UserStack();
  fill(stack, QUOTA);
  expect(JSON.stringify(stack.template().toJSON()).match(/\{\{resolve:/g)).toHaveLength(QUOTA);
  const { ids, message } = refusal(() => fill(new UserStack(userApp(), 'Other'), QUOTA + 1));
  expect(ids).toEqual(['CACHE_DYNAMIC_REFERENCES']);
  expect(message).toContain('got password number 61 in the template of Other; allowed: 60 dynamic references');
});

it('a consumer beyond is refused before anything is made for it, and may authenticate by IAM instead', () => {
  const stack = new UserStack();
  const cache = stack.cache();
  const namespaces = [cache.addNamespace('products', CachePattern.cacheAside())];
  fill(stack, QUOTA);
  const catalog = stack.lambda();
  expect(refusal(() => cache.connect(catalog, { namespaces })).ids).toEqual(['CACHE_DYNAMIC_REFERENCES']);
  stack.template().resourceCountIs('AWS::ElastiCache::User', QUOTA + 1);
  const authentication = ConsumerAuthentication.IAM;
  expect(cache.connect(catalog, { namespaces, authentication }).secret).toBeUndefined();
});

it('a second password counts, and so does an AUTH token', () => {
  const stack = new UserStack();
  fill(stack, QUOTA - 1);
  const secondSecret = new secretsmanager.Secret(stack, 'Second');
  const two = () => new PasswordUser(stack, 'Two', { engine: Engine.VALKEY_8_0, access, secondSecret });
  expect(refusal(two).ids).toEqual(['CACHE_DYNAMIC_REFERENCES']);
  const authentication = Authentication.authToken();
  stack.cache({ authentication }, 'Cache');
  expect(refusal(() => stack.cache({ authentication }, 'OtherCache')).ids).toEqual(['CACHE_DYNAMIC_REFERENCES']);
});

it('a nested stack is a template of its own', () => {
  const stack = new UserStack();
  fill(stack, QUOTA);
  expect(() => fill(new NestedStack(stack, 'Inner'), QUOTA)).not.toThrow();
});
