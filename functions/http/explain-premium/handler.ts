import * as z from 'zod';
import { fundingSourceSchema } from '../../../domain/configuration/funding.ts';
import { programmesSchema } from '../../../domain/configuration/programmes.ts';
import { tariffsSchema } from '../../../domain/tariff/tariff.ts';
import { openDocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import { openPersonStore } from '../../adapters/dynamodb/person-store.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import * as contract from './contract.ts';
import { env } from './env.ts';
import { explainPremium } from './step.ts';
import type { PremiumDocuments } from './step.ts';

export const handler = httpHandler({
  contract,
  env,
  roles: ['officer', 'finance', 'administrator', 'auditor'],
  deps: ({ TABLE_NAME }) => {
    const table = openTable(TABLE_NAME);
    const documents = openDocumentStore<PremiumDocuments>(table, {
      tariffs: tariffsSchema,
      programmes: programmesSchema,
      fundingSources: z.array(fundingSourceSchema).readonly(),
    });
    return { ...openPersonStore(table), documents };
  },
  run: explainPremium,
});
