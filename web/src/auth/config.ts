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
  const answer = await fetch('/portal-config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`portal-config.json: ${answer.status}`);
  return portalConfigSchema.parse(await answer.json());
}
