import type { Text } from '../text.ts';

/** Why a row is refused. The codes are interface: reports count by them. */
export const ROW_PROBLEM_CODES = [
  'required-empty',
  'text-too-long',
  'not-a-name',
  'nik-number',
  'nik-scientific',
  'nik-digits-lost',
  'nik-too-long',
  'nik-not-digits',
  'nik-shape',
  'nik-duplicate',
  'date-format',
  'date-impossible',
  'date-future',
  'sex-unknown',
  'village-format',
  'village-unknown',
  'village-outside-office',
  'sector-unknown',
  'income-format',
  'decile-range',
  'extra-cells',
] as const;
export type RowProblemCode = (typeof ROW_PROBLEM_CODES)[number];

/** What is told to the officer beside a row that is good nonetheless. */
export const ROW_WARNING_CODES = [
  'occupation-not-listed',
  'nik-sex-differs',
  'phone-ignored',
  'email-ignored',
] as const;
export type RowWarningCode = (typeof ROW_WARNING_CODES)[number];

interface RowRemark<Code> {
  /** The row in the officer's file, as Excel numbers it. */
  readonly rowNumber: number;
  /** The template's column, null when the whole row is meant. */
  readonly column: string | null;
  readonly code: Code;
  readonly text: Text;
  /** The cell as written; digits of a NIK are masked, long cells cut. */
  readonly value?: string;
}
export type RowProblem = RowRemark<RowProblemCode>;
export type RowWarning = RowRemark<RowWarningCode>;

/** What a text needs to know beyond its code. */
export interface RemarkDetail {
  /** Row of the first occurrence of a NIK. */
  readonly firstRow?: number;
  readonly limit?: number;
  /** Digits found in a NIK. */
  readonly digits?: number;
  /** Villages that the office may propose workers from. */
  readonly allowed?: ReadonlySet<string>;
}

export function problemText(code: RowProblemCode, detail: RemarkDetail = {}): Text {
  return PROBLEM_TEXTS[code](detail);
}

export function warningText(code: RowWarningCode): Text {
  return WARNING_TEXTS[code];
}

/** `Baris 12, kolom nik: …` / `Row 12, column nik: …`, for places that show a remark outside its row. */
export function describeRemark(remark: RowProblem | RowWarning): Text {
  const { rowNumber, column, text } = remark;
  return {
    id: `Baris ${rowNumber}${column === null ? '' : `, kolom ${column}`}: ${text.id}`,
    en: `Row ${rowNumber}${column === null ? '' : `, column ${column}`}: ${text.en}`,
  };
}

const PROBLEM_TEXTS: Readonly<Record<RowProblemCode, (detail: RemarkDetail) => Text>> = {
  'required-empty': () => ({
    id: 'Wajib diisi, tetapi kosong.',
    en: 'Required, but empty.',
  }),
  'text-too-long': ({ limit }) => ({
    id: `Terlalu panjang: paling banyak ${limit ?? 0} huruf.`,
    en: `Too long: at most ${limit ?? 0} characters.`,
  }),
  'not-a-name': () => ({
    id: 'Bukan nama: tulis huruf seperti pada KTP, tanpa angka atau rumus.',
    en: 'Not a name: write letters as on the identity card, no digits or formulas.',
  }),
  'nik-number': () => ({
    id: 'Excel menyimpan NIK ini sebagai angka, sehingga angka terakhirnya tidak dapat dipercaya. Jadikan kolom NIK berformat Teks, lalu ketik ulang NIK dari KTP.',
    en: 'Excel keeps this NIK as a number, so its last digit cannot be trusted. Make the NIK column Text, then type the NIK again from the identity card.',
  }),
  'nik-scientific': () => ({
    id: 'Excel mengubah NIK ini menjadi bilangan ilmiah (seperti 1,41E+15) dan angka-angkanya hilang. Jadikan kolom NIK berformat Teks, lalu ketik ulang NIK dari KTP.',
    en: 'Excel turned this NIK into scientific notation (like 1.41E+15) and its digits are gone. Make the NIK column Text, then type the NIK again from the identity card.',
  }),
  'nik-digits-lost': ({ digits }) => ({
    id:
      digits === 16
        ? 'NIK berakhir 0000, yang tidak pernah diterbitkan: Excel mengganti angka terakhir dengan nol. Ketik ulang NIK dari KTP sebagai Teks.'
        : `NIK hanya ${digits ?? 0} angka, seharusnya 16: ada angka yang hilang. Ketik ulang NIK dari KTP sebagai Teks.`,
    en:
      digits === 16
        ? 'The NIK ends in 0000, which is never issued: Excel replaced its last digits with zeros. Type the NIK again from the identity card, as Text.'
        : `The NIK has only ${digits ?? 0} digits instead of 16: some are lost. Type the NIK again from the identity card, as Text.`,
  }),
  'nik-too-long': ({ digits }) => ({
    id: `NIK ${digits ?? 0} angka, seharusnya 16. Periksa dengan KTP.`,
    en: `The NIK has ${digits ?? 0} digits instead of 16. Check it against the identity card.`,
  }),
  'nik-not-digits': () => ({
    id: 'NIK hanya boleh berisi angka. Periksa dengan KTP (misalnya huruf O yang seharusnya angka 0).',
    en: 'A NIK holds digits only. Check it against the identity card (for example a letter O in place of a zero).',
  }),
  'nik-shape': () => ({
    id: 'Susunan NIK tidak mungkin: angka ke-7 sampai ke-10 harus tanggal dan bulan lahir (perempuan: tanggal + 40). Periksa dengan KTP.',
    en: 'The NIK cannot exist: digits 7 to 10 must be a day and month of birth (women: day + 40). Check it against the identity card.',
  }),
  'nik-duplicate': ({ firstRow }) => ({
    id: `NIK ini sudah ada di baris ${firstRow ?? 0}. Satu orang cukup satu baris.`,
    en: `This NIK is already in row ${firstRow ?? 0}. One row per person is enough.`,
  }),
  'date-format': () => ({
    id: 'Tanggal tidak terbaca. Tulis HH/BB/TTTT (17/08/1980) atau TTTT-BB-HH (1980-08-17), tahun empat angka.',
    en: 'The date cannot be read. Write DD/MM/YYYY (17/08/1980) or YYYY-MM-DD (1980-08-17), the year with four digits.',
  }),
  'date-impossible': () => ({
    id: 'Tanggal ini tidak ada di kalender (urutannya tanggal/bulan/tahun).',
    en: 'This date does not exist in the calendar (the order is day/month/year).',
  }),
  'date-future': () => ({
    id: 'Tanggal ini belum terjadi.',
    en: 'This date is in the future.',
  }),
  'sex-unknown': () => ({
    id: 'Jenis kelamin tidak dikenal. Tulis L (laki-laki) atau P (perempuan).',
    en: 'The sex is not recognised. Write L (male) or P (female).',
  }),
  'village-format': () => ({
    id: 'Kode desa harus kode Kemendagri sepuluh angka, misalnya 14.10.01.2001 (bukan kode BPS, bukan nama desa).',
    en: 'The village code must be the ten-digit Kemendagri code, for example 14.10.01.2001 (not the BPS code, not a name).',
  }),
  'village-unknown': ({ allowed }) => ({
    id: `Kode desa ini tidak ada dalam daftar desa dan kelurahan daerah ini. Yang diperbolehkan: ${listed(allowed, 'seluruhnya')}.`,
    en: `This village code is not in this region's list of villages. Allowed: ${listed(allowed, 'in all')}.`,
  }),
  'village-outside-office': ({ allowed }) => ({
    id: `Desa ini di luar wilayah instansi Anda; usulannya diajukan oleh instansi yang membawahinya. Yang diperbolehkan: ${listed(allowed, 'seluruhnya')}.`,
    en: `This village is outside the area of your office; its own office submits requests for it. Allowed: ${listed(allowed, 'in all')}.`,
  }),
  'sector-unknown': () => ({
    id: 'Sektor tidak dikenal. Tulis transportasi atau lainnya, atau kosongkan (berarti lainnya).',
    en: 'The sector is not recognised. Write transportasi or lainnya, or leave it empty (meaning lainnya).',
  }),
  'income-format': () => ({
    id: 'Penghasilan harus rupiah bulat per bulan, misalnya 1500000 atau Rp 1.500.000.',
    en: 'The income must be whole rupiah a month, for example 1500000 or Rp 1.500.000.',
  }),
  'decile-range': () => ({
    id: 'Desil DTSEN harus bilangan bulat 1 sampai 10, atau kosong.',
    en: 'The DTSEN decile must be a whole number from 1 to 10, or empty.',
  }),
  'extra-cells': () => ({
    id: 'Baris ini berisi sel di luar kolom yang berjudul. Periksa apakah ada pemisah atau sel yang bergeser.',
    en: 'This row has filled cells outside the titled columns. Look for a stray separator or shifted cells.',
  }),
};

/** So many codes fit into a cell of the report; whoever may propose for more finds them in the form. */
const MOST_LISTED = 15;

function listed(allowed: ReadonlySet<string> | undefined, inAll: string): string {
  const all = [...(allowed ?? [])];
  const codes = all.slice(0, MOST_LISTED).join(', ');
  return all.length > MOST_LISTED ? `${codes}, … (${all.length} ${inAll})` : codes;
}

const WARNING_TEXTS: Readonly<Record<RowWarningCode, Text>> = {
  'occupation-not-listed': {
    id: 'Pekerjaan tidak ada dalam daftar; dipakai seperti tertulis.',
    en: 'The occupation is not in the list; it is used as written.',
  },
  'nik-sex-differs': {
    id: 'Jenis kelamin berbeda dengan yang tersirat dalam NIK. Sah bila KTP memang demikian; mohon diperiksa.',
    en: 'The sex differs from the one the NIK implies. That is lawful if the identity card says so; please check.',
  },
  'phone-ignored': {
    id: 'Nomor HP tidak terbaca dan tidak dipakai.',
    en: 'The phone number cannot be read and is not used.',
  },
  'email-ignored': {
    id: 'Alamat email tidak terbaca dan tidak dipakai.',
    en: 'The email address cannot be read and is not used.',
  },
};
