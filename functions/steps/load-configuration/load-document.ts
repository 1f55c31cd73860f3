import * as z from 'zod';
import { canonicalJson, EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import { peopleSchema } from '../../../domain/configuration/people.ts';
import type { Person } from '../../../domain/configuration/people.ts';
import { appendEvent, sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { configurationHeadSchema, configurationVersionSchema } from '../../adapters/dynamodb/configuration-store.ts';
import { configurationKey, configurationVersionKey } from '../../adapters/dynamodb/keys.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../adapters/dynamodb/transact.ts';
import { putNewItem } from '../../adapters/dynamodb/update.ts';

export interface Into {
  readonly table: Table;
  /** Now, UTC instant. */
  readonly at: string;
}

export const LOADER = 'load-configuration';

/** `loaded`: the document that was last loaded; administrators may have changed it since. */
const loadedHeadSchema = configurationHeadSchema.extend({ loaded: z.string().optional() });

/** Whether this very document was the last one loaded, so that only administrators have changed it since. */
export async function isLoaded(table: Table, { name, content }: Document): Promise<boolean> {
  const head = await readItem(table, configurationKey(name), loadedHeadSchema);
  return head?.loaded === sha256Hex(canonicalJson(content)) && head.loaded !== head.sha256;
}

interface Document {
  readonly name: string;
  readonly content: unknown;
}

/** A new version in force when the content differs from the one that is; versions themselves never change. */
export async function loadDocument(into: Into, document: Document): Promise<{ version: number; changed: boolean }> {
  const sha256 = sha256Hex(canonicalJson(document.content));
  const stored = await readItem(into.table, configurationKey(document.name), configurationHeadSchema);
  if (stored === null && (await createDocument(into, document, sha256))) return { version: 1, changed: true };
  let version = 0;
  const answer = await changeHead<z.infer<typeof loadedHeadSchema>, number>(into.table, {
    key: configurationKey(document.name),
    schema: loadedHeadSchema,
    judge: (head) => {
      if (head === null) throw new TypeError(`document ${document.name} vanished`);
      // Loaded before: what administrators have changed since then stays.
      if (head.sha256 === sha256 || head.loaded === sha256) return { stop: head.version };
      version = head.version + 1;
      return {
        change: {
          set: { sha256, loaded: sha256 },
          event: loaded(into, { name: document.name, version, sha256 }),
          also: [versionItem(into, document, version)],
        },
      };
    },
  });
  return answer.changed ? { version, changed: true } : { version: answer.stop, changed: false };
}

const versionItem = ({ table, at }: Into, { name, content }: Document, version: number) =>
  putNewItem(table, { ...configurationVersionKey(name, version), content, storedAt: at });

const loaded = ({ at }: Into, data: { name: string; version: number; sha256: string }) => ({
  type: 'configuration-loaded',
  at,
  by: LOADER,
  data,
});

/** False when another call was first. */
async function createDocument(into: Into, document: Document, sha256: string): Promise<boolean> {
  const key = configurationKey(document.name);
  const event = loaded(into, { name: document.name, version: 1, sha256 });
  try {
    await transact(into.table, [
      putNewItem(into.table, { ...key, version: 1, sha256, loaded: sha256 }),
      ...appendEvent(into.table, { pk: key.pk, head: EMPTY_CHAIN }, event),
      versionItem(into, document, 1),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

/** The list of people in force, or null before the first load. */
export async function storedDocument(table: Table, name: 'people'): Promise<readonly Person[] | null> {
  const head = await readItem(table, configurationKey(name), configurationHeadSchema);
  if (head === null) return null;
  const item = await readItem(table, configurationVersionKey(name, head.version), configurationVersionSchema);
  return peopleSchema.parse(item?.content);
}
