import type { AuditEvent } from '../../../domain/audit/chain.ts';
import { firstBreak } from '../../../domain/audit/chain.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { readChain, readEvents, sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { GetAuditOutput } from './contract.ts';

/** A whole chain with the word whether it holds, as far as its own head. @throws RefusedError not-found */
export async function getAudit(
  { params: { kind, id } }: { params: Pick<GetAuditOutput, 'kind' | 'id'> },
  { table }: { table: Table },
): Promise<GetAuditOutput> {
  const pk = `${kind.toUpperCase()}#${id}`;
  const head = await readChain(table, pk);
  const events: AuditEvent[] = await Array.fromAsync(readEvents(table, pk));
  if (events.length === 0)
    throw new RefusedError({
      code: 'chain-not-found',
      kind: 'not-found',
      text: { id: 'Tidak ada riwayat dengan nomor ini.', en: 'There is no history under this id.' },
    });
  // The head tells how long the chain is: cutting off its end would otherwise show nowhere. Events newer than the head
  // that was read are none of its business.
  const told = events.slice(0, head.count);
  const isCut = told.length !== head.count || (head.count > 0 && head.hash !== told.at(-1)?.hash);
  const brokenAt = firstBreak(events, sha256Hex) ?? (isCut ? events.length + 1 : undefined);
  return { kind, id, isIntact: brokenAt === undefined, brokenAt, events };
}
