import type { Regency } from '../../../domain/configuration/regency.ts';
import type { ListOfficesOutput } from './contract.ts';

export interface ListOfficesDeps {
  /** The version in force. */
  readonly regency: () => Promise<Regency>;
}

export async function listOffices(_call: object, deps: ListOfficesDeps): Promise<ListOfficesOutput> {
  const { code, name, offices, kecamatan, villages } = await deps.regency();
  return { regency: { code, name }, offices: [...offices], kecamatan: [...kecamatan], villages: [...villages] };
}
