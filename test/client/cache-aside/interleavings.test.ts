import fc from 'fast-check';
import { type Actor, exploreAll, play, type Played } from './support/schedule';

const firstStale = ({ stale }: Played): string | undefined => stale[0];

describe('nothing older than a completed invalidation', () => {
  it.each([
    ['A', 'empty', 1_000],
    ['B', 'empty', 1_000],
    ['A', 'cached', 200],
    ['B', 'cached', 200],
  ] as const)(
    'is served by A when %s invalidates and the key is %s at first, in whatever order things happen',
    async (invalidator, start, atLeast) => {
      const reader: Actor = [{ process: 'A', do: 'get' }];
      const writer: Actor = [
        { process: invalidator, do: 'change' },
        { process: 'A', do: 'get', after: 'completion' },
      ];
      const { schedules, failure } = await exploreAll([reader, writer], start, firstStale);
      expect(failure).toBeUndefined();
      expect(schedules).toBeGreaterThan(atLeast);
    },
  );
});

describe('larger crowds, at random', () => {
  const processes = fc.constantFrom('A', 'B');
  const step = fc.oneof(
    { weight: 3, arbitrary: processes.map((process) => [{ process, do: 'get' as const }]) },
    {
      weight: 2,
      arbitrary: processes.map((process) => [
        { process, do: 'change' as const },
        { process, do: 'get' as const, after: 'completion' as const },
      ]),
    },
  );
  const actor = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps): Actor => steps.flat());

  it('never get anything stale, and everybody is answered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(actor, { minLength: 2, maxLength: 4 }),
        fc.array(fc.nat({ max: 60 }), { minLength: 40, maxLength: 150 }),
        fc.constantFrom('empty' as const, 'cached' as const),
        async (actors, choices, start) => {
          let at = 0;
          const played = await play(actors, (count) => (choices[at++ % choices.length] ?? 0) % count, start);
          if (played.stale.length > 0) throw new Error(`${played.stale[0] ?? ''}\n${played.trace.join('\n')}`);
        },
      ),
      { numRuns: 400 },
    );
  });
});
