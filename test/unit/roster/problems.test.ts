import { describe, expect, it } from 'vitest';
import { ROW_PROBLEM_CODES, ROW_WARNING_CODES, problemText, warningText } from '../../../domain/roster/problems.ts';

describe('what is told about a row', () => {
  it('is a sentence in Indonesian and another in English for every code', () => {
    const texts = [
      ...ROW_PROBLEM_CODES.map((code) => problemText(code, { digits: 15, firstRow: 2, limit: 100 })),
      ...ROW_WARNING_CODES.map(warningText),
    ];
    for (const { id, en } of texts) {
      expect(id).toMatch(/^[A-Z].*[.)]$/);
      expect(en).toMatch(/^[A-Z].*[.)]$/);
      expect(id).not.toBe(en);
      expect(`${id}${en}`).not.toContain('undefined');
    }
  });
});
