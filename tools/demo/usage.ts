import * as z from 'zod';

const usageSchema = z.object({ writeUnits: z.number(), callsByAction: z.record(z.string(), z.number()) });
export type Usage = z.infer<typeof usageSchema>;

/** What the one-machine gateway counted since it started. */
export async function readUsage(gatewayUrl: string): Promise<Usage> {
  return usageSchema.parse(await (await fetch(`${gatewayUrl}/_local/usage`)).json());
}

const POLL_MS = 10;
/** Calls of 25 claims each. */
const SOME_CLAIMS = 2;
const LIMIT_MS = 120_000;

/**
 * Returns once the first claims are taken: the Map is under way and far from its end. The count begins with the system,
 * which has seen no other request.
 */
export async function waitForClaims(gatewayUrl: string): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const { callsByAction } = await readUsage(gatewayUrl);
    if ((callsByAction['dynamodb:BatchExecuteStatement'] ?? 0) >= SOME_CLAIMS) return;
    if (Date.now() > end) throw new Error('no claims were taken');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
