import * as z from 'zod';
import { allocationSchema } from '../../../domain/configuration/funding.ts';
import type { Allocation } from '../../../domain/configuration/funding.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { listAllocations } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    const schemas = { allocations: z.array(allocationSchema).readonly() };
    const documents = openDocumentStore<{ allocations: readonly Allocation[] }>(table, schemas);
    const configured = async () => (await documents.current('allocations')).document;
    return { ...openPersonStore(table), table, configured };
  },
  run: listAllocations,
});
