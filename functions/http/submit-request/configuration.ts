import * as z from 'zod';
import { policySchema } from '../../../domain/approval/policy.ts';
import { calendarSchema } from '../../../domain/calendar/calendar.ts';
import { allocationSchema, fundingSourceSchema, wadahSchema } from '../../../domain/configuration/funding.ts';
import { programmesSchema } from '../../../domain/configuration/programmes.ts';
import { regencySchema } from '../../../domain/configuration/regency.ts';
import { tariffsSchema } from '../../../domain/tariff/tariff.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';

const schemas = {
  wadah: z.array(wadahSchema).readonly(),
  fundingSources: z.array(fundingSourceSchema).readonly(),
  allocations: z.array(allocationSchema).readonly(),
  programmes: programmesSchema,
  calendar: calendarSchema,
  regency: regencySchema,
  policy: policySchema,
  tariffs: tariffsSchema,
};

type Documents = { readonly [Name in keyof typeof schemas]: z.infer<(typeof schemas)[Name]> };

/** What submit needs of the configuration in force, and the versions that the revision records. */
export interface SubmitConfiguration extends Pick<
  Documents,
  'wadah' | 'fundingSources' | 'allocations' | 'programmes' | 'calendar' | 'regency'
> {
  readonly versions: { readonly policy: number; readonly tariffs: number; readonly programmes: number };
}

export function openSubmitConfiguration(table: Table): () => Promise<SubmitConfiguration> {
  const store = openDocumentStore<Documents>(table, schemas);
  return async () => {
    const [wadah, fundingSources, allocations, programmes, calendar, regency, policy, tariffs] = await Promise.all([
      store.current('wadah'),
      store.current('fundingSources'),
      store.current('allocations'),
      store.current('programmes'),
      store.current('calendar'),
      store.current('regency'),
      store.current('policy'),
      store.current('tariffs'),
    ]);
    return {
      wadah: wadah.document,
      fundingSources: fundingSources.document,
      allocations: allocations.document,
      programmes: programmes.document,
      calendar: calendar.document,
      regency: regency.document,
      versions: { policy: policy.version, tariffs: tariffs.version, programmes: programmes.version },
    };
  };
}
