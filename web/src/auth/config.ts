import * as z from 'zod';

const portalConfigSchema = z.object({
  /** Issuer of the sign-in. */
  authority: z.url(),
  clientId: z.string().min(1),
  apiBase: z.string().startsWith('/'),
});
export type PortalConfig = z.infer<typeof portalConfigSchema>;

/** What differs from one installation to the next, beside the portal's files. @throws Error when it cannot be read */
export async function readPortalConfig(): Promise<PortalConfig> {
  const answer = await fetch('/portal-config.json');
  if (!answer.ok) throw new Error(`portal-config.json: ${answer.status}`);
  return portalConfigSchema.parse(await answer.json());
}

const KEPT = 'lindung.sebelum-masuk';
const keptSchema = z.object({ config: portalConfigSchema, metadata: z.record(z.string(), z.unknown()) });
/** What a page learnt before it was left for the sign-in: its own configuration, and the issuer's endpoints. No secrets. */
export type LearntForSignIn = z.infer<typeof keptSchema>;

/** For the page that the sign-in returns to, which on a slow line saves two trips there and back. */
export function keepForReturn(learnt: LearntForSignIn): void {
  window.sessionStorage.setItem(KEPT, JSON.stringify(learnt));
}

/** What was kept, once: a later page asks anew, because an installation may change. */
export function takeKept(): LearntForSignIn | undefined {
  const kept = window.sessionStorage.getItem(KEPT);
  window.sessionStorage.removeItem(KEPT);
  return kept === null ? undefined : keptSchema.parse(JSON.parse(kept));
}
