import * as z from 'zod';
import { rosterManifestSchema } from '../../domain/request/chunks.ts';
import type { RosterChunk } from '../../domain/request/chunks.ts';
import { rosterRowSchema } from '../../domain/roster/roster-row.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';
import { readAhead } from '../steps/summarise-request/read-ahead.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';
import { readJson } from '../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';

export interface WorkObjects {
  readonly objects: Pick<ObjectStore, 'readVerifiedText'>;
  readonly workBucket: string;
}

const rowsSchema = z.array(rosterRowSchema);

/** The chunks of a roster's good rows, in order; none before it has been parsed. */
export async function rosterChunks(head: RevisionHead, { objects, workBucket }: WorkObjects): Promise<RosterChunk[]> {
  if (head.parsed === undefined) return [];
  return readJson(objects, { bucket: workBucket, object: head.parsed.manifest }, rosterManifestSchema);
}

export function rosterRows(entry: RosterChunk, { objects, workBucket }: WorkObjects): Promise<RosterRow[]> {
  return readJson(objects, { bucket: workBucket, object: entry }, rowsSchema);
}

/** Every good row of a roster, in order. */
export async function* allRosterRows(head: RevisionHead, source: WorkObjects): AsyncGenerator<RosterRow> {
  const chunks = await rosterChunks(head, source);
  for await (const rows of readAhead(chunks, (entry) => rosterRows(entry, source))) yield* rows;
}
