import type { RuleId } from '../../domain/eligibility/parameters.ts';
import type { Text } from '../../domain/text.ts';

/** What a rule's finding means, in the few words that fit beside a roster row. */
const LABELS: Readonly<Record<RuleId, Text>> = {
  'nik-region-plausible': { id: 'NIK terbit di daerah lain', en: 'NIK issued elsewhere' },
  'birth-date-matches-nik': { id: 'tanggal lahir berbeda dari NIK', en: 'birth date differs from NIK' },
  'age-window-at-registration': { id: 'di luar batas usia', en: 'outside the age window' },
  domicile: { id: 'desa di luar wilayah', en: 'village outside the regency' },
  'segment-and-occupation': { id: 'pekerjaan perlu dicermati', en: 'occupation needs a look' },
  'income-ceiling': { id: 'penghasilan di atas batas', en: 'income above the ceiling' },
  'dtsen-decile': { id: 'desil DTSEN', en: 'DTSEN decile' },
  'bpjs-data-complete': { id: 'data untuk BPJS belum lengkap', en: 'data for BPJS incomplete' },
  'duplicate-near': { id: 'mirip dengan baris lain', en: 'resembles another row' },
  'exclusion-list': { id: 'ada di daftar pengecualian', en: 'on the exclusion list' },
  'active-elsewhere': { id: 'aktif di tempat lain', en: 'active elsewhere' },
  'gap-over-three-months': { id: 'jeda lebih dari tiga bulan', en: 'gap of more than three months' },
  'month-before-registration': { id: 'bulan sebelum terdaftar', en: 'month before registration' },
  'month-closed': { id: 'bulan sudah ditutup', en: 'month already closed' },
  'cover-held': { id: 'sudah ditanggung usulan lain', en: 'covered by another request' },
};

const byId: ReadonlyMap<string, Text> = new Map(Object.entries(LABELS));

/** The label of a rule or row problem; an id without one stands for itself. */
export function ruleLabel(ruleId: string): Text {
  return byId.get(ruleId) ?? { id: ruleId, en: ruleId };
}
