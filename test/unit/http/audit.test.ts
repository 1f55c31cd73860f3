import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { appendEvent, eventSortKey, readChain } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { EXCLUSION_LIST, personKey } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { putNewItem } from '../../../functions/adapters/dynamodb/update.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import { output } from '../../../functions/http/get-audit/contract.ts';
import { getAudit } from '../../../functions/http/get-audit/step.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { verifyChain } from '../../../web/src/pages/auditor/verify-chain.ts';

const ANI = personIdSchema.parse('ani');
const PK = 'REVISION#ABCD1234';
const asked = { params: { kind: 'revision', id: 'ABCD1234' } } as const;

let table: Table;

async function append(pk: string, by: string): Promise<void> {
  const head = await readChain(table, pk);
  const fact = { type: 'noted', at: `2027-01-0${head.count + 1}T00:00:00.000Z`, by, data: { n: head.count } };
  await transact(table, appendEvent(table, { pk, head }, fact));
}

describe('the history of one thing', () => {
  it('comes with its end and with the names of those who acted, and verifies again elsewhere', async () => {
    table = await newTable();
    const person = { personId: ANI, name: 'Ani', email: 'ani@example.test', roles: ['officer'], version: 1 };
    await transact(table, [putNewItem(table, { ...personKey(ANI), ...person })]);
    for (const by of ['ani', 'parse-roster', 'ani']) await append(PK, by);

    const audit = output.parse(await getAudit(asked, { table }));

    expect(audit).toMatchObject({
      isIntact: true,
      head: { count: 3, hash: audit.events[2]?.hash },
      people: { ani: 'Ani' },
    });
    expect(await verifyChain(audit)).toEqual({ checked: 3, brokenAt: null });
  });

  it('says the same as the browser when an event was changed, and when the last one is gone', async () => {
    const key = { pk: PK, sk: eventSortKey(3) };
    const change = { UpdateExpression: 'SET #by = :by', ExpressionAttributeNames: { '#by': 'by' } };
    await table.client.send(
      new UpdateCommand({ TableName: table.name, Key: key, ...change, ExpressionAttributeValues: { ':by': 'budi' } }),
    );
    const changed = output.parse(await getAudit(asked, { table }));
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
    const cut = output.parse(await getAudit(asked, { table }));

    expect([changed.brokenAt, cut.brokenAt]).toEqual([3, 3]);
    expect([await verifyChain(changed), await verifyChain(cut)]).toEqual([
      { checked: 3, brokenAt: 3 },
      { checked: 2, brokenAt: 3 },
    ]);
  });

  it('of a list stands under the name of the list', async () => {
    await append(EXCLUSION_LIST, 'ani');

    expect((await getAudit({ params: { kind: 'list', id: 'exclusions' } }, { table })).events).toHaveLength(1);
    await expect(getAudit({ params: { kind: 'list', id: 'members' } }, { table })).rejects.toMatchObject({
      code: 'chain-not-found',
    });
  });
});
