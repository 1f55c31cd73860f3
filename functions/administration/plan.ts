import { canonicalJson } from '../../domain/audit/chain.ts';
import { RefusedError } from '../../domain/errors.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import type { Text } from '../../domain/text.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { WriteItem } from '../adapters/dynamodb/transact.ts';

export interface Planning {
  readonly table: Table;
  /** Now, UTC instant. */
  readonly at: string;
}

/** What a change would do to what is in force now. */
export interface Plan {
  readonly before: unknown;
  readonly after: unknown;
  /** Partition whose audit chain gets the event of its confirmation. */
  readonly chainPk: string;
  /** UTC instant before which it can be proposed and not yet confirmed. */
  readonly notBefore?: string | undefined;
  /** Before and after as the trail keeps them; it never holds an address. */
  readonly told: { readonly before: unknown; readonly after: unknown };
  readonly writes: (confirmation: { changeId: string; confirmedBy: PersonId }) => WriteItem[];
}

export function refuse(code: string, text: Text, field = 'body.content'): RefusedError {
  return new RefusedError({ code, kind: 'invalid', field, text });
}

/** @throws RefusedError when before and after are the same */
export function requireDifference(before: unknown, after: unknown): void {
  if (canonicalJson(before) !== canonicalJson(after)) return;
  throw refuse('nothing-changes', { id: 'Tidak ada yang berubah.', en: 'Nothing would change.' });
}
