import type { RuleId } from '../../domain/eligibility/parameters.ts';
import type { RowProblemCode } from '../../domain/roster/problems.ts';
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

/** Why a row of the file could not be used at all. */
const ROW_LABELS: Readonly<Record<RowProblemCode, Text>> = {
  'required-empty': { id: 'kolom wajib kosong', en: 'required column empty' },
  'text-too-long': { id: 'isian terlalu panjang', en: 'text too long' },
  'not-a-name': { id: 'nama tidak terbaca', en: 'name not readable' },
  'nik-number': { id: 'NIK tersimpan sebagai angka', en: 'NIK stored as a number' },
  'nik-scientific': { id: 'NIK tertulis sebagai 1,4E+15', en: 'NIK in scientific notation' },
  'nik-digits-lost': { id: 'angka NIK hilang', en: 'digits of the NIK lost' },
  'nik-too-long': { id: 'NIK terlalu panjang', en: 'NIK too long' },
  'nik-not-digits': { id: 'NIK bukan angka', en: 'NIK not digits' },
  'nik-shape': { id: 'NIK tidak mungkin ada', en: 'NIK that cannot exist' },
  'nik-duplicate': { id: 'NIK ganda', en: 'NIK given twice' },
  'date-format': { id: 'tanggal tidak terbaca', en: 'date not readable' },
  'date-impossible': { id: 'tanggal tidak ada', en: 'date does not exist' },
  'date-future': { id: 'tanggal di masa depan', en: 'date in the future' },
  'sex-unknown': { id: 'jenis kelamin tidak dikenal', en: 'sex not known' },
  'village-format': { id: 'kode desa keliru', en: 'village code malformed' },
  'village-unknown': { id: 'desa tidak dikenal', en: 'village not known' },
  'village-outside-office': { id: 'desa di luar wilayah instansi pengusul', en: 'village outside the office’s area' },
  'sector-unknown': { id: 'sektor tidak dikenal', en: 'sector not known' },
  'income-format': { id: 'penghasilan tidak terbaca', en: 'income not readable' },
  'decile-range': { id: 'desil di luar 1–10', en: 'decile outside 1–10' },
  'extra-cells': { id: 'sel berlebih', en: 'extra cells' },
};

const byId: ReadonlyMap<string, Text> = new Map([...Object.entries(LABELS), ...Object.entries(ROW_LABELS)]);

/** The label of a rule or row problem; an id without one stands for itself. */
export function ruleLabel(ruleId: string): Text {
  return byId.get(ruleId) ?? { id: ruleId, en: ruleId };
}
