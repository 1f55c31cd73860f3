import * as z from 'zod';
import { languageQuery, secretParams } from '../../pages/page-contract.ts';

export const params = secretParams;
/** Link-wrapping mail gateways add parameters of their own: everything unknown is left aside. */
export const query = z.object({ lang: languageQuery });
export type ShowApprovalQuery = z.infer<typeof query>;
