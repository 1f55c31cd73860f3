import * as z from 'zod';

/** BPJS TK's programmes open to BPU workers: work accident, death, old age. */
export const programmeSchema = z.enum(['JKK', 'JKM', 'JHT']);
export type Programme = z.infer<typeof programmeSchema>;
export const PROGRAMMES = programmeSchema.options;
