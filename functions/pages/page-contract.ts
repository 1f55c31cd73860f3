import * as z from 'zod';

/** The language asked for in the address; anything else leaves the choice to the person's record. */
export const languageQuery = z.enum(['id', 'en']).optional().catch(undefined);

/** Any text: what is not a secret finds no link. */
export const secretParams = z.object({ secret: z.string().catch('') });
