import { canonicalJson } from '../../domain/audit/chain.ts';
import {
  CONFIGURATION_DOCUMENTS,
  ConfigurationError,
  parseConfiguration,
} from '../../domain/configuration/configuration.ts';
import type { Configuration, ConfigurationDocument } from '../../domain/configuration/configuration.ts';
import { hasRole } from '../../domain/configuration/people.ts';
import { BrokenError, RefusedError } from '../../domain/errors.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import { sha256Hex } from '../adapters/dynamodb/audit-log.ts';
import { configurationHeadSchema, configurationVersionSchema } from '../adapters/dynamodb/configuration-store.ts';
import { configurationKey, configurationVersionKey } from '../adapters/dynamodb/keys.ts';
import { readItem } from '../adapters/dynamodb/table.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { WriteItem } from '../adapters/dynamodb/transact.ts';
import { putNewItem, updateItem } from '../adapters/dynamodb/update.ts';

export interface StoredDocuments {
  readonly configuration: Configuration;
  readonly versions: Readonly<Record<string, number>>;
}

/** All documents in force, read consistently: a change is judged on what is stored now. */
export async function readDocuments(table: Table): Promise<StoredDocuments> {
  const read = await Promise.all(
    Object.keys(CONFIGURATION_DOCUMENTS).map(async (name) => {
      const head = await readItem(table, configurationKey(name), configurationHeadSchema);
      const version = head?.version ?? 0;
      const item = await readItem(table, configurationVersionKey(name, version), configurationVersionSchema);
      if (item === null) throw new BrokenError(`configuration ${name} was never loaded`);
      return { name, version, content: item.content };
    }),
  );
  return {
    configuration: parseConfiguration(Object.fromEntries(read.map(({ name, content }) => [name, content]))),
    versions: Object.fromEntries(read.map(({ name, version }) => [name, version])),
  };
}

/** Everyone who may confirm a change now. */
export async function readAdministrators(table: Table): Promise<PersonId[]> {
  const { configuration } = await readDocuments(table);
  return configuration.people.filter((one) => hasRole(one, 'administrator')).map(({ personId }) => personId);
}

/**
 * Checks the documents as they would stand together.
 * @throws RefusedError with every problem in its text
 */
export function requireUsable(documents: unknown): Configuration {
  try {
    return parseConfiguration(documents);
  } catch (cause) {
    if (!(cause instanceof ConfigurationError)) throw cause;
    const problems = cause.problems.map(({ document, path, message }) => `${document} ${path}: ${message}`).join('; ');
    throw new RefusedError({
      code: 'unusable-configuration',
      field: 'body.content',
      text: { id: `Perubahan ini tidak dapat dipakai: ${problems}.`, en: `This change cannot be used: ${problems}.` },
      cause,
    });
  }
}

/** ConditionCheck: a document that was judged together with the one that changes is still the same. */
export function unchanged(
  table: Table,
  { name, version }: { name: ConfigurationDocument; version: number },
): WriteItem {
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...configurationKey(name) },
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': version },
    },
  };
}

/** A new version of a document, in force at once; refused by the table when another came first. */
export function newVersion(
  table: Table,
  change: { name: ConfigurationDocument; before: number; content: unknown; at: string },
): WriteItem[] {
  const version = change.before + 1;
  const sha256 = sha256Hex(canonicalJson(change.content));
  return [
    updateItem(table, {
      key: configurationKey(change.name),
      set: { version, sha256 },
      condition: {
        expression: '#version = :version',
        names: { '#version': 'version' },
        values: { ':version': change.before },
      },
    }),
    putNewItem(table, {
      ...configurationVersionKey(change.name, version),
      content: change.content,
      storedAt: change.at,
    }),
  ];
}
