import * as z from 'zod';

export const sectorSchema = z.enum(['transportasi', 'lainnya']);
export type Sector = z.infer<typeof sectorSchema>;
