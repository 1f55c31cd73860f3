import { describe, expect, it } from 'vitest';
import type { AnswerRow } from '../../../web/src/api/answers.ts';
import {
  decidedSince,
  decisionProblems,
  decisionsOf,
  NO_DECISION,
  waitsForDecision,
} from '../../../web/src/pages/finance/answers/decide/decisions.ts';

type LineOfRow = AnswerRow['lines'][number];

const rowOf = (number: number, statuses: readonly LineOfRow['status'][], outcome: AnswerRow['outcome'] = 'held') => ({
  row: number,
  nik: '1410********0001',
  word: 'menunggu',
  outcome,
  text: { id: 'Ditahan.', en: 'Held.' },
  lines: statuses.map((status, index) => ({
    lineId: `N0REC0RD-${number * 10 + index}`,
    total: 16_800 as LineOfRow['total'],
    status,
  })),
});
const FIELDS = {
  ...NO_DECISION,
  verdict: 'accepted',
  reason: ' dicek ',
  participant: '27001',
  coverFrom: '2027-01-01',
} as const;

describe('a row that was held', () => {
  it('waits for a decision while one of its lines is open, and tells what has become of it after that', () => {
    expect(waitsForDecision(rowOf(2, ['accepted', 'pending']))).toBe(true);
    expect(decidedSince(rowOf(2, ['accepted', 'pending']))).toBeUndefined();
    expect(waitsForDecision(rowOf(2, ['carried']))).toBe(false);
    expect(decidedSince(rowOf(2, ['carried']))).toBe('carried');
    expect(waitsForDecision(rowOf(2, ['pending'], 'duplicate'))).toBe(false);
    expect(waitsForDecision(rowOf(2, []))).toBe(false);
  });
});

describe('a decision', () => {
  it('is of every open line of the rows, with number and start of cover when it is of one worker', () => {
    const one = rowOf(2, ['accepted', 'pending']);
    expect(decisionsOf(FIELDS, [one])).toEqual({
      decisions: [
        { lineId: 'N0REC0RD-21', verdict: 'accepted', reason: 'dicek', participant: '27001', coverFrom: '2027-01-01' },
      ],
    });
    expect(decisionsOf(FIELDS, [one, rowOf(3, ['pending', 'pending'])])?.decisions).toEqual(
      ['N0REC0RD-21', 'N0REC0RD-30', 'N0REC0RD-31'].map((lineId) => ({ lineId, verdict: 'accepted', reason: 'dicek' })),
    );
    expect(decisionsOf({ ...FIELDS, verdict: 'rejected' }, [one])?.decisions).toEqual([
      { lineId: 'N0REC0RD-21', verdict: 'rejected', reason: 'dicek' },
    ]);
  });

  it('needs rows, a word and a reason, and takes no more lines than one call', () => {
    expect(decisionProblems(NO_DECISION, [])).toEqual({ rows: 'none', verdict: 'verdict', reason: 'reason' });
    expect(decisionProblems(FIELDS, [rowOf(2, ['pending'])])).toEqual({});
    expect(decisionProblems({ ...FIELDS, participant: '27' }, [rowOf(2, ['pending'])])).toEqual({
      participant: 'participant',
    });
    const many = Array.from({ length: 501 }, (_, index) => rowOf(index, ['pending']));
    expect(decisionProblems({ ...FIELDS, participant: '27' }, many)).toEqual({ rows: 'many' });
  });
});
