export const REQUIRED_COLUMNS = [
  'nik',
  'nama',
  'tempat_lahir',
  'tanggal_lahir',
  'jenis_kelamin',
  'nama_ibu_kandung',
  'alamat',
  'kode_desa',
  'pekerjaan',
] as const;
const OPTIONAL_COLUMNS = ['sektor', 'penghasilan', 'desil_dtsen', 'tanggal_dtsen', 'no_hp', 'email'] as const;
/** The template's columns in its own order. */
export const ROSTER_COLUMNS = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];
export const REQUIRED_COLUMN_LIST = REQUIRED_COLUMNS.join(', ');
