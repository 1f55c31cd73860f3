import * as z from 'zod';

/** The name of each person by id, for lists that tell ids. */
export const namesSchema = z.record(z.string(), z.string());
export type Names = z.infer<typeof namesSchema>;
