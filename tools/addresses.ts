import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Where `npm start` keeps everything, unless told otherwise. */
export const DEFAULT_STATE_FOLDER = fileURLToPath(new URL('../.lindung/state', import.meta.url));

/** What a client of the running system needs; the line that `npm start -- --json` prints. */
export const addressesSchema = z.object({
  ready: z.literal(true),
  apiUrl: z.string(),
  gatewayUrl: z.string(),
  inboxUrl: z.string(),
  signInUrl: z.string(),
  clientId: z.string(),
  issuer: z.string(),
  accounts: z.array(z.object({ personId: z.string(), email: z.string(), password: z.string(), role: z.string() })),
});
export type Addresses = z.infer<typeof addressesSchema>;

const fileIn = (stateFolder: string): string => join(stateFolder, 'addresses.json');

/** Left for the tools that a person uses beside the running system. It holds the demo accounts' passwords. */
export function keepAddresses(stateFolder: string, line: string): void {
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(fileIn(stateFolder), `${line}\n`, { mode: 0o600 });
}

/** @throws Error that says what to do */
export function readAddresses(stateFolder: string): Addresses {
  try {
    return addressesSchema.parse(JSON.parse(readFileSync(fileIn(stateFolder), 'utf8')));
  } catch (cause) {
    throw new Error(`No system has been started on ${stateFolder}. Start it with npm start, in another window.`, {
      cause,
    });
  }
}
