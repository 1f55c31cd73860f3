import * as z from 'zod';
import { filesSchema } from '../../../domain/configuration/files.ts';
import type { AnswerFormat, Files } from '../../../domain/configuration/files.ts';
import { fundingSourceSchema, wadahSchema } from '../../../domain/configuration/funding.ts';
import { regencySchema } from '../../../domain/configuration/regency.ts';
import type { Regency } from '../../../domain/configuration/regency.ts';
import { openDocumentStore } from './configuration-store.ts';
import type { DocumentStore } from './configuration-store.ts';
import type { Table } from './table.ts';

/** The configuration that batch files are made of. */
export interface FileDocuments {
  readonly files: Files;
  readonly regency: Regency;
  readonly wadah: readonly z.infer<typeof wadahSchema>[];
  readonly fundingSources: readonly z.infer<typeof fundingSourceSchema>[];
}

export function openFileDocuments(table: Table): DocumentStore<FileDocuments> {
  return openDocumentStore<FileDocuments>(table, {
    files: filesSchema,
    regency: regencySchema,
    wadah: z.array(wadahSchema),
    fundingSources: z.array(fundingSourceSchema),
  });
}

/** The words and headings of answer files that are in force. */
export function openAnswerFormat(table: Table): () => Promise<AnswerFormat> {
  const documents = openFileDocuments(table);
  return async () => (await documents.current('files')).document.answers;
}
