import { MAX_BYTES } from '../api/uploads.ts';

/** Told before anything is uploaded: 20 MB over a slow line only to be refused would be an hour lost. */
export interface FileTrouble {
  readonly kind: 'not-pdf' | 'not-table' | 'empty' | 'too-large';
  /** Largest size of such a file, in MB. */
  readonly limit: number;
}

const MEGABYTE = 1_000_000;
const PDF = '%PDF-';

export async function troubleWithPaper(file: File): Promise<FileTrouble | undefined> {
  const isPdf = /\.pdf$/i.test(file.name) && (await file.slice(0, PDF.length).text()) === PDF;
  return troubleOf(file, { limitBytes: MAX_BYTES.paper, otherwise: isPdf ? undefined : 'not-pdf' });
}

/** Of a roster, or of answers: CSV or XLSX. */
export function troubleWithTable(file: File): FileTrouble | undefined {
  const isTable = /\.(csv|xlsx)$/i.test(file.name);
  return troubleOf(file, { limitBytes: MAX_BYTES.answers, otherwise: isTable ? undefined : 'not-table' });
}

function troubleOf(
  { size }: File,
  { limitBytes, otherwise }: { limitBytes: number; otherwise: FileTrouble['kind'] | undefined },
): FileTrouble | undefined {
  const kind = size === 0 ? 'empty' : size > limitBytes ? 'too-large' : otherwise;
  return kind === undefined ? undefined : { kind, limit: limitBytes / MEGABYTE };
}
