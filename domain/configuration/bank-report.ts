import * as z from 'zod';
import { certaintySchema } from '../tariff/provenance.ts';

const headers = z.array(z.string().min(1)).min(1).readonly();

/**
 * The bank's report to the biller: one row for each premium that it took. Columns are found by their headings; the same
 * headings tell the report from BPJS TK's row answers.
 */
export const bankReportSchema = z
  .strictObject({
    source: z.string().min(1),
    certainty: certaintySchema,
    columns: z
      .strictObject({
        /** The bank's own number of the transaction. */
        reference: headers,
        /** NIK, participant number or our line id. */
        id: headers,
        kodeIuran: headers,
        /** `JHT=0#JKK=10000#JKM=6800` */
        programmes: headers,
        /** Local time, `20270115 10:00:00`. */
        time: headers,
        total: headers,
        jht: headers,
        jkk: headers,
        jkm: headers,
        /** The month, or first and last month, that the premium is for. */
        period: headers,
      })
      .readonly(),
  })
  .readonly();
export type BankReport = z.infer<typeof bankReportSchema>;
