import * as z from 'zod';

const usageSchema = z.object({ writeUnits: z.number(), callsByAction: z.record(z.string(), z.number()) });

export interface Usage {
  readonly writeUnits: number;
  /** Calls that took claims, up to 25 each. */
  readonly claimCalls: number;
}

/** What the one-machine gateway counted since it started. */
export async function readUsage(gatewayUrl: string): Promise<Usage> {
  const { writeUnits, callsByAction } = usageSchema.parse(await (await fetch(`${gatewayUrl}/_local/usage`)).json());
  return { writeUnits, claimCalls: callsByAction['dynamodb:BatchExecuteStatement'] ?? 0 };
}

const POLL_MS = 10;
const SOME_CALLS = 2;
const LIMIT_MS = 120_000;

/** Returns once some claims are taken: the Map is under way and far from its end. `before`: calls before it began. */
export async function waitForClaims(gatewayUrl: string, before: number): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const { claimCalls } = await readUsage(gatewayUrl);
    if (claimCalls >= before + SOME_CALLS) return;
    if (Date.now() > end) throw new Error('no claims were taken');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
