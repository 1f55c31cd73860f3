import type { Format } from '../../../../format/open-format.ts';

/** As an officer writes it, not as the system keeps it. */
export function cellInWords(field: string, value: string, format: Format): string {
  if (value === '') return value;
  if (field === 'tanggalLahir' || field === 'tanggalDtsen') return format.date(value);
  return field === 'penghasilan' ? format.rupiah(Number(value)) : value;
}
