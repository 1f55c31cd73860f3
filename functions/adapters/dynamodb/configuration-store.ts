import * as z from 'zod';
import { CONFIGURATION_DOCUMENTS } from '../../../domain/configuration/configuration.ts';
import type { Configuration } from '../../../domain/configuration/configuration.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { configurationKey, configurationVersionKey } from './keys.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';

/** A version of a configuration document; never changed once stored. */
export interface Versioned<Document> {
  readonly version: number;
  readonly document: Document;
}

/** One schema per document name. */
export type DocumentSchemas<Documents> = { readonly [Name in keyof Documents]: z.ZodType<Documents[Name]> };

export interface DocumentStore<Documents> {
  /** The version in force, at most half a minute old. @throws BrokenError when none was ever loaded */
  readonly current: <Name extends keyof Documents & string>(name: Name) => Promise<Versioned<Documents[Name]>>;
  /** A version that a head has recorded. @throws BrokenError when it is not stored */
  readonly version: <Name extends keyof Documents & string>(
    name: Name,
    version: number,
  ) => Promise<Versioned<Documents[Name]>>;
}

export const configurationHeadSchema = z.object({ version: z.number().int().min(1), sha256: z.string() });
export const configurationVersionSchema = z.object({ content: z.unknown() });

const CURRENT_FOR_MS = 30_000;

/**
 * Reads configuration documents, parsed with their schemas. Versions are kept for ever, what is current for 30 seconds.
 */
export function openDocumentStore<Documents>(
  table: Table,
  schemas: DocumentSchemas<Documents>,
  now: () => Date = () => new Date(),
): DocumentStore<Documents> {
  const heads = new Map<string, { version: number; until: number }>();
  const versions = new Map<string, unknown>();

  async function contentOf(name: string, version: number): Promise<unknown> {
    const cached = versions.get(`${name}#${version}`);
    if (cached !== undefined) return cached;
    const item = await readItem(table, configurationVersionKey(name, version), configurationVersionSchema);
    if (item === null) throw new BrokenError(`configuration ${name} has no version ${version}`);
    versions.set(`${name}#${version}`, item.content);
    return item.content;
  }

  async function version<Name extends keyof Documents & string>(
    name: Name,
    wanted: number,
  ): Promise<Versioned<Documents[Name]>> {
    return { version: wanted, document: schemas[name].parse(await contentOf(name, wanted)) };
  }

  return {
    version,
    current: async (name) => {
      const cached = heads.get(name);
      if (cached !== undefined && cached.until > now().getTime()) return version(name, cached.version);
      const head = await readItem(table, configurationKey(name), configurationHeadSchema);
      if (head === null) throw new BrokenError(`configuration ${name} was never loaded`);
      heads.set(name, { version: head.version, until: now().getTime() + CURRENT_FOR_MS });
      return version(name, head.version);
    },
  };
}

const { regency, people, wadah, fundingSources, allocations, programmes, tariffs, calendar, policy, files } =
  CONFIGURATION_DOCUMENTS;

const configurationSchemas: DocumentSchemas<Configuration> = {
  regency: regency.schema,
  people: people.schema,
  wadah: wadah.schema,
  fundingSources: fundingSources.schema,
  allocations: allocations.schema,
  programmes: programmes.schema,
  tariffs: tariffs.schema,
  calendar: calendar.schema,
  policy: policy.schema,
  files: files.schema,
};

export type ConfigurationStore = DocumentStore<Configuration>;

/** The product's configuration documents. */
export function openConfigurationStore(table: Table, now?: () => Date): ConfigurationStore {
  return openDocumentStore(table, configurationSchemas, now);
}
