import type { Key, Table } from './table.ts';
import type { WriteItem } from './transact.ts';

/** A condition on an item's attributes, as DynamoDB's expression with names (`#x`) and values (`:x`). */
export interface Condition {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface Update {
  readonly key: Key;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Added to what is stored; negative numbers subtract. */
  readonly add?: Readonly<Record<string, number>>;
  readonly condition: Condition;
}

/** One conditional Update of a transaction, from plain attribute names. Undefined values in `set` are left out. */
export function updateItem(table: Table, update: Update): WriteItem {
  const names: Record<string, string> = { ...update.condition.names };
  const values: Record<string, unknown> = { ...update.condition.values };
  const nameOf = (attribute: string): string => {
    names[`#u_${attribute}`] = attribute;
    return `#u_${attribute}`;
  };
  const sets = Object.entries(update.set ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => {
      values[`:u_${attribute}`] = value;
      return `${nameOf(attribute)} = :u_${attribute}`;
    });
  const removes = (update.remove ?? []).map(nameOf);
  const adds = Object.entries(update.add ?? {}).map(([attribute, amount]) => {
    values[`:u_${attribute}`] = amount;
    return `${nameOf(attribute)} :u_${attribute}`;
  });
  const clauses = [
    sets.length > 0 ? `SET ${sets.join(', ')}` : '',
    removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
    adds.length > 0 ? `ADD ${adds.join(', ')}` : '',
  ];
  return {
    Update: {
      TableName: table.name,
      Key: { pk: update.key.pk, sk: update.key.sk },
      UpdateExpression: clauses.filter((clause) => clause !== '').join(' '),
      ConditionExpression: update.condition.expression,
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

/** Put of an item that must not exist yet. */
export function putNewItem(table: Table, item: Key & Readonly<Record<string, unknown>>): WriteItem {
  return {
    Put: {
      TableName: table.name,
      Item: { ...item },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
