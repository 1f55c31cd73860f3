import fc from 'fast-check';

const KINDS = [
  'answer',
  'answer',
  'bill',
  'sp2d',
  'pay',
  'pay',
  'reverse',
  'confirm',
  'carry',
  'machine',
  'machine',
  'budget',
  'exclude',
  'request',
  'request',
  'approve',
  'withdraw',
] as const;

/** One act of a person or of a machine, and what befalls it. */
export interface Operation {
  readonly kind: (typeof KINDS)[number];
  /** Which batch, and which request, it is about. */
  readonly batch: number;
  readonly request: number;
  /** Per line of the batch in turn: 0 says nothing, 1 accepts, 2 rejects. */
  readonly words: readonly number[];
  readonly share: number;
  readonly held: boolean;
  /** Dies right after this many writes. */
  readonly cutAfter: number | undefined;
  /** Begun together with the one before. */
  readonly together: boolean;
  readonly twice: boolean;
}

const seldom = fc.integer({ min: 0, max: 3 }).map((one) => one === 3);

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom(...KINDS),
  batch: fc.integer({ min: 1, max: 4 }),
  request: fc.integer({ min: 3, max: 5 }),
  words: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }),
  share: fc.integer({ min: 1, max: 4 }),
  held: fc.boolean(),
  cutAfter: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
  together: seldom,
  twice: seldom,
});

export const plainly = (kind: Operation['kind'], of: Partial<Operation> = {}): Operation => ({
  kind,
  batch: 1,
  request: 3,
  words: [1],
  share: 4,
  held: false,
  cutAfter: undefined,
  together: false,
  twice: false,
  ...of,
});

/** How far a batch, or a request, has come before chance takes over: left to itself it seldom gets as far as a payment. */
const towards = (batch: number, stage: number): Operation[] =>
  (['answer', 'machine', 'bill', 'sp2d', 'pay'] as const)
    .slice(0, stage)
    .map((kind) => plainly(kind, { batch, held: true }));
const asking = (request: number, stage: number): Operation[] =>
  (['request', 'approve', 'request'] as const).slice(0, stage).map((kind) => plainly(kind, { request }));

/** Sequences with at most so many operations of chance at their end. */
export const sequencesOf = (most: number): fc.Arbitrary<Operation[]> =>
  fc
    .record({
      paid: fc.integer({ min: 0, max: 5 }),
      first: fc.integer({ min: 0, max: 3 }),
      second: fc.integer({ min: 0, max: 1 }),
      rest: fc.array(operation, { minLength: 1, maxLength: most }),
    })
    .map(({ paid, first, second, rest }) => [...towards(1, paid), ...asking(3, first), ...asking(4, second), ...rest]);

export const sequences = sequencesOf(8);
