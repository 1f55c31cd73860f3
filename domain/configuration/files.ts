import * as z from 'zod';
import { certaintySchema } from '../tariff/provenance.ts';
import { bankReportSchema } from './bank-report.ts';

/** What a column of the roster export can hold. `rowId` names the line in the batch, so that answers find it again. */
export const exportFieldSchema = z.enum([
  'rowId',
  'nik',
  'nama',
  'tempatLahir',
  'tanggalLahir',
  'jenisKelamin',
  'namaIbuKandung',
  'alamat',
  'kodeDesa',
  'namaDesa',
  'namaKecamatan',
  'pekerjaan',
  'penghasilan',
  'noHp',
  'email',
  'programmes',
  'firstMonth',
  'months',
  'jkk',
  'jkm',
  'jht',
  'total',
]);
export type ExportField = z.infer<typeof exportFieldSchema>;

const exportColumnSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('field'),
      header: z.string().min(1),
      field: exportFieldSchema,
      /** `sex-words`: LAKI-LAKI / PEREMPUAN; dates as `DD-MM-YYYY` or `YYYY-MM-DD`; `number`: a numeric cell. */
      format: z.enum(['text', 'number', 'date-dmy', 'date-ymd', 'sex-letter', 'sex-words']),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('constant'), header: z.string().min(1), value: z.string() }).readonly(),
]);

export const exportMappingSchema = z
  .strictObject({
    mappingId: z.string().regex(/^[a-z0-9-]+$/),
    source: z.string().min(1),
    certainty: certaintySchema,
    sheetName: z.string().min(1).max(31),
    columns: z.array(exportColumnSchema).min(1).readonly(),
  })
  .readonly();
export type ExportMapping = z.infer<typeof exportMappingSchema>;

/** `covered`: BPJS TK knows the worker already; accepted when the cover is ours, else held for finance to decide. */
export const answerMeaningSchema = z.enum(['accepted', 'rejected', 'held', 'covered']);
export type AnswerMeaning = z.infer<typeof answerMeaningSchema>;

const headers = z.array(z.string().min(1)).min(1).readonly();

/** BPJS TK's row answers: the headers under which a column may stand, and which words mean what. */
export const answerFormatSchema = z
  .strictObject({
    columns: z
      .strictObject({
        rowId: headers,
        nik: headers,
        result: headers,
        reason: headers,
        participantNumber: headers,
        coverFrom: headers,
        amount: headers,
      })
      .readonly(),
    words: z
      .strictObject({
        accepted: headers,
        rejected: headers,
        held: z.array(z.string().min(1)).readonly().default([]),
        covered: z.array(z.string().min(1)).readonly().default([]),
      })
      .readonly(),
    /** Without it no bank report is recognised. */
    bank: bankReportSchema.optional(),
  })
  .readonly();
export type AnswerFormat = z.infer<typeof answerFormatSchema>;

/** Who signs the printed recap; without a name the line stays open for it. */
const signatorySchema = z
  .strictObject({
    /** Above the office: `Mengetahui,` */
    role: z.string().min(1).max(60),
    position: z.string().min(1).max(80),
    name: z.string().min(1).max(80).optional(),
    /** Below the name: `NIP 19… ` */
    number: z.string().min(1).max(40).optional(),
  })
  .readonly();

/** The paper that the recap is printed on. */
export const recapPaperSchema = z
  .strictObject({
    letterhead: z.array(z.string().min(1).max(90)).max(4).readonly(),
    title: z.string().min(1).max(90),
    /** Where it is signed. */
    place: z.string().min(1).max(40),
    signatories: z.array(signatorySchema).min(1).max(3).readonly(),
  })
  .readonly();
export type RecapPaper = z.infer<typeof recapPaperSchema>;

/** For documents that say nothing of the paper. */
const PLAIN_PAPER: RecapPaper = {
  letterhead: [],
  title: 'Rekapitulasi iuran jaminan sosial ketenagakerjaan',
  place: '........................',
  signatories: [{ role: 'Dibuat oleh,', position: 'Bendahara Pengeluaran' }],
};

export const filesSchema = z
  .strictObject({
    version: z.string().min(1),
    /** The mapping new batches are built with; a batch keeps the one it was built with. */
    currentMapping: z.string().min(1),
    mappings: z.array(exportMappingSchema).min(1).readonly(),
    answers: answerFormatSchema,
    recap: recapPaperSchema.default(PLAIN_PAPER),
  })
  .readonly()
  .superRefine((document, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const ids = document.mappings.map((mapping) => mapping.mappingId);
    if (new Set(ids).size !== ids.length) issue(['mappings'], 'a mapping id is used twice');
    if (!ids.includes(document.currentMapping))
      issue(['currentMapping'], `there is no mapping ${document.currentMapping}`);
    const words = Object.values(document.answers.words).flat().map(normaliseWord);
    if (new Set(words).size !== words.length) issue(['answers', 'words'], 'a word has two meanings');
  });
export type Files = z.infer<typeof filesSchema>;

/** What a word in BPJS TK's answer means; undefined for a word nobody has configured. */
export function answerMeaning(format: AnswerFormat, word: string): AnswerMeaning | undefined {
  const wanted = normaliseWord(word);
  return answerMeaningSchema.options.find((meaning) =>
    format.words[meaning].some((one) => normaliseWord(one) === wanted),
  );
}

export function normaliseWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}

/** The mapping of that id. @throws Error when the document has none: ids are checked when it is parsed. */
export function mappingOf(files: Files, mappingId: string = files.currentMapping): ExportMapping {
  const mapping = files.mappings.find((one) => one.mappingId === mappingId);
  if (mapping === undefined) throw new Error(`no export mapping ${mappingId}`);
  return mapping;
}
