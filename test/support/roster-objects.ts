import { createHash } from 'node:crypto';
import type { RevisionId } from '../../domain/identity/ids.ts';

const FAR_FUTURE = '2099-01-01T00:00:00.000Z';

const CHUNK_ROWS = [
  { rowNumber: 2, nik: '1410014505800001', nama: 'Siti <b>Aminah</b>', kodeDesa: '14.10.01.2001', pekerjaan: 'petani' },
  { rowNumber: 3, nik: '1410011203750002', nama: 'Budi', kodeDesa: '14.10.01.2001', pekerjaan: 'nelayan' },
  { rowNumber: 4, nik: '1410010101990003', nama: 'Ditolak', kodeDesa: '14.10.01.2001', pekerjaan: 'asn' },
];

const CHUNK_RESULTS = [
  { row: 2, outcome: 'pass', findings: [] },
  { row: 3, outcome: 'warn', findings: [{ ruleId: 'birth-date-matches-nik', outcome: 'warn' }] },
  { row: 4, outcome: 'refuse', findings: [{ ruleId: 'segment-and-occupation', outcome: 'refuse' }] },
];

/** `count` further rows that are all fine, from row 5 on, with names as long as people have them. */
function plainRows(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    rowNumber: index + 5,
    nik: `141001450580${String(1000 + index)}`,
    nama: `Raja Muhammad Syahrudin bin Abdurrahman ${index + 1}`,
    kodeDesa: `14.10.0${(index % 2) + 1}.200${(index % 4) + 5}`,
    pekerjaan: ['petani', 'nelayan', 'buruh-harian'][index % 3] ?? 'petani',
  }));
}

/** The work bucket of a request of one chunk: a row that is fine, one with a warning, one refused, and `plain` fine ones. */
export function rosterObjects(revisionId: RevisionId, plain = 0) {
  const rows = [...CHUNK_ROWS, ...plainRows(plain)];
  const chunk = JSON.stringify(rows);
  const sha256 = createHash('sha256').update(chunk).digest('hex');
  const base = `requests/${revisionId}`;
  const key = `${base}/chunks/00001.json`;
  const objects = new Map([
    [key, chunk],
    [`${base}/manifest.json`, JSON.stringify([{ chunk: 1, key, sha256, rows: rows.length }])],
    [`${base}/eligibility/00001.json`, JSON.stringify({ chunk: 1, workers: CHUNK_RESULTS })],
  ]);
  return {
    readText: (_bucket: string, of: string) => Promise.resolve(objects.get(of) ?? null),
    readVerifiedText: (_bucket: string, stored: { key: string }) => Promise.resolve(objects.get(stored.key) ?? ''),
    presignGet: ({ key: of }: { key: string }) =>
      Promise.resolve({ url: `https://files.example.test/${of}?signature=abc`, headers: {}, expiresAt: FAR_FUTURE }),
  };
}
