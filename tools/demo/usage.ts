import * as z from 'zod';

const usageSchema = z.object({ writeUnits: z.number(), callsByAction: z.record(z.string(), z.number()) });
export type Usage = z.infer<typeof usageSchema>;

/** What the one-machine gateway counted since it started. */
export async function readUsage(gatewayUrl: string): Promise<Usage> {
  return usageSchema.parse(await (await fetch(`${gatewayUrl}/_local/usage`)).json());
}

const POLL_MS = 10;
const LIMIT_MS = 120_000;

/** Returns once claims are being taken: the moment at which the Map is under way. */
export async function waitForClaims(gatewayUrl: string): Promise<void> {
  const updates = (usage: Usage): number => usage.callsByAction['dynamodb:UpdateItem'] ?? 0;
  const before = updates(await readUsage(gatewayUrl));
  const end = Date.now() + LIMIT_MS;
  while (updates(await readUsage(gatewayUrl)) < before + 20) {
    if (Date.now() > end) throw new Error('no claims were taken');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
