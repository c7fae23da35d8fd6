import fc from 'fast-check';
import { keySlot } from '../../../client/src/driver/slot';
import { TestCluster } from './cluster';

describe('hash slots', () => {
  it.each([
    ['123456789', 12_739],
    ['{user1000}.following', 3_443],
    ['{user1000}.followers', 3_443],
    ['foo{}{bar}', 8_363],
    ['foo{{bar}}zap', 4_015],
    ['foo{bar}{zap}', 5_061],
    ['', 0],
  ])('of %p follows the examples of the cluster specification', (key, slot) => {
    expect(keySlot(key)).toBe(slot);
  });

  describe('on a real engine', () => {
    let cluster: TestCluster;
    beforeAll(async () => (cluster = await TestCluster.start(1, 0)));
    afterAll(() => cluster.stop());

    it('is the slot that the engine computes, for any key', async () => {
      const piece = fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('{', '}', '{}', 'é', '☃', '😀'),
      );
      const key = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
      const engine = cluster.engines[0];
      await fc.assert(
        fc.asyncProperty(key, async (text) => {
          expect(keySlot(text)).toBe(await engine?.admin('CLUSTER', 'KEYSLOT', text));
        }),
        { numRuns: 300 },
      );
    });
  });
});
