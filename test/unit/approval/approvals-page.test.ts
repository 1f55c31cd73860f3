import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEVEL_MOVES, levelDiagram } from '../../../domain/approval/lifecycle.ts';

const page = readFileSync('docs/approvals.md', 'utf8');

test('docs/approvals.md draws the diagram of the table that levels are judged by', () => {
  const [, block] = /<!-- lifecycle -->\s+```mermaid\n(.*?)\n```\s+<!-- \/lifecycle -->/s.exec(page) ?? [];
  expect(block).toBe(levelDiagram());
});

test.each(LEVEL_MOVES)('docs/approvals.md tells who makes the move "%s"', (move) => {
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.some((row) => new RegExp(`^\\| [^|]*\\b${move}\\b`).test(row))).toBe(true);
});
