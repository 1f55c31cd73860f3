import { buildPortal, PORTAL_DIST } from '../build-portal.ts';
import { buildApiDescription } from './api-description.ts';

/** Builds what changed of what the portal's bucket holds. @returns the folders to publish */
export async function buildSite(): Promise<string[]> {
  const description = await buildApiDescription();
  await buildPortal();
  return [description, PORTAL_DIST];
}
