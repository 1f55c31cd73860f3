import { maskNik } from '../../../domain/nik/nik.ts';
import type { CheckedWorker, ChunkRemarks } from '../../../domain/request/chunks.ts';
import type { HeaderRow } from '../../../domain/roster/parse-roster.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { BadRow } from '../../../domain/roster/validate-row.ts';
import { csvLine } from '../../../domain/roster/write-bad-rows.ts';
import type { Text } from '../../../domain/text.ts';

/** Excel shows UTF-8 rightly only behind a byte order mark. */
export const REPORT_HEADING = `\ufeff${csvLine(['baris', 'nik', 'nama', 'hasil', 'result', 'alasan', 'reason'])}`;

type Result = CheckedWorker['outcome'] | 'bad';

const RESULT_WORDS: Readonly<Record<Result, Text>> = {
  pass: { id: 'layak', en: 'eligible' },
  warn: { id: 'layak dengan catatan', en: 'eligible with remarks' },
  refuse: { id: 'ditolak aturan', en: 'refused' },
  bad: { id: 'baris salah', en: 'bad row' },
};

function line(of: { row: number; nik: string; nama: string; result: Result; reasons: readonly Text[] }): string {
  const { id, en } = RESULT_WORDS[of.result];
  const [reasonsId, reasonsEn] = [of.reasons.map((text) => text.id), of.reasons.map((text) => text.en)];
  // The row, a masked NIK and a name: enough to find the person in the officer's own file.
  return csvLine([String(of.row), maskNik(of.nik), of.nama, id, en, reasonsId.join(' | '), reasonsEn.join(' | ')]);
}

export function badRowReportLine(bad: BadRow, header: HeaderRow): string {
  const cell = (position: number): string => (position < 0 ? '' : (bad.cells[position] ?? ''));
  return line({
    row: bad.rowNumber,
    nik: cell(header.positions.nik),
    nama: cell(header.positions.nama),
    result: 'bad',
    reasons: bad.problems.map((problem) => problem.text),
  });
}

export function workerReportLine(
  worker: CheckedWorker,
  row: Pick<RosterRow, 'rowNumber' | 'nik' | 'nama'>,
  warnings: ChunkRemarks['warnings'],
): string {
  const remarks = warnings.filter((warning) => warning.row === worker.row).map((warning) => warning.text);
  return line({
    row: row.rowNumber,
    nik: row.nik,
    nama: row.nama,
    result: worker.outcome,
    reasons: [...worker.findings.map((finding) => finding.reason), ...remarks],
  });
}
