import * as z from 'zod';

/** A text for people in both languages, as it stands in configuration and in stored items (`Text` in text.ts). */
export const textSchema = z.strictObject({ id: z.string().min(1), en: z.string().min(1) }).readonly();
