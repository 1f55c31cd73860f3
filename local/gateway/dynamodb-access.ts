import { isObject, type JsonObject } from '../json.ts';
import type { AccessRequest } from './permissions.ts';

const TRANSACT_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const PARTIQL_ACTIONS: Readonly<Record<string, string>> = {
  select: 'PartiQLSelect',
  insert: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
};

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

export interface TableUse {
  action: string;
  table: string;
  index?: string;
}

/** What IAM checks for a DynamoDB call: one action on one table or index for each part of a batch or transaction. */
export function accessOf(action: string, input: JsonObject, arnPrefix: string): AccessRequest[] {
  const requests = new Map<string, AccessRequest>();
  for (const use of usesOf(action, input)) {
    const resource = `${arnPrefix}table/${use.table}${use.index === undefined ? '' : `/index/${use.index}`}`;
    requests.set(`${use.action} ${resource}`, { action: `dynamodb:${use.action}`, resource });
  }
  return [...requests.values()];
}

export function tablesOf(action: string, input: JsonObject): string[] {
  return [...new Set(usesOf(action, input).map((use) => use.table))];
}

export function isWrite(action: string, input: JsonObject): boolean {
  if (WRITES.has(action)) return true;
  return statementsOf(input).some((statement) => !/^\s*select\b/i.test(statement));
}

/** Texts of the PartiQL statements in a call, if it has any. */
export function statementsOf(input: JsonObject): string[] {
  const lists = [input['Statements'], input['TransactStatements']].find((list) => Array.isArray(list));
  const members: unknown[] = Array.isArray(lists) ? lists : [input];
  return members.flatMap((member) =>
    isObject(member) && typeof member['Statement'] === 'string' ? [member['Statement']] : [],
  );
}

export function usesOf(action: string, input: JsonObject): TableUse[] {
  if (action === 'TransactWriteItems' || action === 'TransactGetItems') return transactUses(input);
  if (action === 'BatchGetItem' || action === 'BatchWriteItem') {
    const items = input['RequestItems'];
    return isObject(items) ? Object.keys(items).map((table) => ({ action, table: nameOf(table) })) : [];
  }
  const statements = statementsOf(input);
  if (statements.length > 0) return statements.map(partiqlUse);
  const { TableName: table, IndexName: index } = input;
  if (typeof table !== 'string') return [{ action, table: '*' }];
  return [{ action, table: nameOf(table), ...(typeof index === 'string' ? { index } : {}) }];
}

function transactUses(input: JsonObject): TableUse[] {
  const items: unknown[] = Array.isArray(input['TransactItems']) ? input['TransactItems'] : [];
  return items.flatMap((item) => {
    const [kind, body] = (isObject(item) ? Object.entries(item)[0] : undefined) ?? [];
    const action = TRANSACT_ACTIONS[kind ?? ''];
    if (action === undefined || !isObject(body) || typeof body['TableName'] !== 'string') return [];
    return [{ action, table: nameOf(body['TableName']) }];
  });
}

function partiqlUse(statement: string): TableUse {
  const verb = /^\s*(\w+)/.exec(statement)?.[1]?.toLowerCase() ?? '';
  const target = /\b(?:from|into|update)\s+"?([\w.-]+)"?(?:\."?([\w.-]+)"?)?/i.exec(statement);
  const action = PARTIQL_ACTIONS[verb] ?? 'PartiQLSelect';
  return { action, table: target?.[1] ?? '*', ...(target?.[2] === undefined ? {} : { index: target[2] }) };
}

/** Calls may name a table by its ARN. */
function nameOf(table: string): string {
  return table.startsWith('arn:') ? (table.split('/')[1] ?? table) : table;
}
