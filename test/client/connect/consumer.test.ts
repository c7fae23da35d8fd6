import { chooseUser } from '../../../client/src/manifest';
import { manifest } from './manifests';

const user = (consumer: string) => ({
  consumer,
  userName: `u-${consumer}`,
  secretArn: `arn:${consumer}`,
  namespaces: ['products'],
});
const cache = (...consumers: string[]) => manifest({ auth: { kind: 'users', users: consumers.map(user) } });

describe('the user to authenticate as', () => {
  it.each([
    ['the option', 'web', { ELASTICACHE_KIT_CONSUMER: 'job' }, 'u-web'],
    ['the variable', undefined, { ELASTICACHE_KIT_CONSUMER: 'job' }, 'u-job'],
  ])('comes from %s', (_, option, environment, expected) => {
    expect(chooseUser(cache('web', 'job'), option, environment)?.userName).toBe(expected);
  });

  it('is the only one there is where none is named', () => {
    expect(chooseUser(cache('web'), undefined, {})?.userName).toBe('u-web');
  });

  it('is nobody where the cache has no access control', () => {
    expect(chooseUser(manifest(), 'web', {})).toBeUndefined();
  });

  it.each([
    ['several and none is named', cache('web', 'job'), undefined, 'the consumers web, job, and no consumer was named'],
    ['no such one', cache('web'), 'other', 'the consumers web, and consumer other was asked for'],
    ['nobody', cache(), undefined, 'no consumers'],
  ])('is refused with the names where there are/is %s', (_, from, option, words) => {
    expect(() => chooseUser(from, option, {})).toThrow(
      expect.objectContaining({ code: 'CONSUMER_UNKNOWN', message: expect.stringContaining(words) }),
    );
  });
});
