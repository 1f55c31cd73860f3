import * as z from 'zod';
import { languageQuery, secretParams } from '../../pages/page-contract.ts';

export const params = secretParams;
export const query = z.object({ lang: languageQuery, page: z.coerce.number().int().min(1).max(10_000).catch(1) });
export type ShowApprovalRowsQuery = z.infer<typeof query>;
