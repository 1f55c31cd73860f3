import type { AuditEvent } from '../../../domain/audit/chain.ts';
import { breakAtEnd, firstBreak } from '../../../domain/audit/chain.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { readChain, readEvents, sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import { namesOf } from '../../adapters/dynamodb/person-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { GetAuditOutput, GetAuditParams } from './contract.ts';

/**
 * A whole chain with the word whether it holds, as far as its own head, and with all that is needed to verify it again
 * elsewhere. @throws RefusedError not-found
 */
export async function getAudit(
  { params: { kind, id } }: { params: GetAuditParams },
  { table }: { table: Table },
): Promise<GetAuditOutput> {
  // Lists have a chain of their own under their name alone.
  const pk = kind === 'list' ? id.toUpperCase() : `${kind.toUpperCase()}#${id}`;
  const head = await readChain(table, pk);
  const events: AuditEvent[] = await Array.fromAsync(readEvents(table, pk));
  if (events.length === 0)
    throw new RefusedError({
      code: 'chain-not-found',
      kind: 'not-found',
      text: { id: 'Tidak ada riwayat dengan nomor ini.', en: 'There is no history under this id.' },
    });
  const brokenAt = firstBreak(events, sha256Hex) ?? breakAtEnd(events, head) ?? undefined;
  const people = await namesOf(
    table,
    events.map(({ by }) => by),
  );
  return { kind, id, isIntact: brokenAt === undefined, brokenAt, head, events, people };
}
