import * as z from 'zod';

/** The roles exclude one another: whoever proposes does not decide, whoever decides does not pay. */
export const roleSchema = z.enum(['officer', 'approver', 'finance', 'administrator', 'auditor']);
export type Role = z.infer<typeof roleSchema>;
