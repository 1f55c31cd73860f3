import * as z from 'zod';

/** Documents by name, as in CONFIGURATION_DOCUMENTS; parsed and checked against each other by the step. */
export const input = z.object({ documents: z.record(z.string(), z.unknown()) });
export type LoadConfigurationInput = z.infer<typeof input>;

export const output = z.object({
  /** Version in force of each document after the call; `changed` when this call made it. */
  documents: z.array(z.object({ name: z.string(), version: z.number().int(), changed: z.boolean() })),
  people: z.object({ stored: z.number().int(), changed: z.number().int() }),
  allocations: z.object({ stored: z.number().int(), changed: z.number().int() }),
});
export type LoadConfigurationOutput = z.infer<typeof output>;
