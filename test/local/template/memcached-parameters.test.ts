import { defaultParameters } from '../../../lib/model/engine-parameters';
import { translateMemcachedParameters } from '../../../lib/model/memcached-parameters';

const translate = (parameters: Readonly<Record<string, string>>): ReturnType<typeof translateMemcachedParameters> =>
  translateMemcachedParameters(parameters);

it('translates what the program has an option for, no_modern before what it would set', () => {
  const words = translate({
    slab_reassign: '1',
    lru_crawler: '0',
    idle_timeout: '30',
    cas_disabled: '1',
    no_modern: '1',
  })
    .options.map((option) => option.words.join(' '))
    .join(' ');
  expect(words).toMatch(/^-o no_modern .*-C .*-o idle_timeout=30 .*-o no_lru_crawler .*-o slab_reassign$/);
});

it('has nothing to say for what the program does anyway', () => {
  const off = { no_modern: '0', cas_disabled: '0', disable_flush_all: '0', error_on_memory_exhausted: '0' };
  expect(translate({ ...off, binding_protocol: 'auto' }).options).toEqual([]);
});

it('takes ElastiCache’s own defaults', () => {
  const { invalid, untranslated } = translate(defaultParameters('memcached1.6'));
  expect([invalid, untranslated]).toEqual([[], []]);
});

it.each<[string, string, RegExp]>([
  ['idle_timeout', '86401', /from 0 to 86400/],
  ['idle_timeout', '-1', /from 0 to 86400/],
  ['idle_timeout', '1; reboot', /from 0 to 86400/],
  ['binding_protocol', 'binary', /auto, ascii/],
  ['chunk_size_growth_factor', '1', /above 1/],
  ['slab_automove', '3', /0, 1, 2/],
  ['slab_chunk_max', '300000', /divides 1048576/],
  ['max_item_size', '1500000', /multiple of slab_chunk_max \(524288\)/],
  ['hash_algorithm', 'toString', /jenkins, murmur3/],
])('refuses %s %s', (parameter, value, allowed) => {
  expect(translate({ [parameter]: value }).invalid).toContainEqual({
    parameter,
    value,
    allowed: expect.stringMatching(allowed),
  });
});

it('names what only ElastiCache can do, and what nobody knows', () => {
  expect(translate({ num_threads: '4', constructor: 'x' }).untranslated).toEqual([
    { parameter: 'num_threads', reason: 'threads are chosen for this machine' },
    { parameter: 'constructor', reason: 'Memcached does not have it' },
  ]);
});
