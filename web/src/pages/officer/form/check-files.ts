import { MAX_BYTES } from '../../../api/uploads.ts';

export type FileTrouble = 'not-pdf' | 'not-roster' | 'empty' | 'too-large';

const PDF = '%PDF-';

/** Told before anything is uploaded: 20 MB over a slow line only to be refused would be an hour lost. */
export async function troubleWithPaper(file: File): Promise<FileTrouble | undefined> {
  if (file.size === 0) return 'empty';
  if (file.size > MAX_BYTES.sk) return 'too-large';
  const start = await file.slice(0, PDF.length).text();
  return start === PDF && /\.pdf$/i.test(file.name) ? undefined : 'not-pdf';
}

export function troubleWithRoster(file: File): FileTrouble | undefined {
  if (file.size === 0) return 'empty';
  if (file.size > MAX_BYTES.roster) return 'too-large';
  return /\.(csv|xlsx)$/i.test(file.name) ? undefined : 'not-roster';
}
