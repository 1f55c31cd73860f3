import * as z from 'zod';

/** The scanned paper of a fact or of its correction: a PDF that the same person has uploaded. */
export const paperField = z.object({ uploadKey: z.string().min(1).max(200) }).optional();
