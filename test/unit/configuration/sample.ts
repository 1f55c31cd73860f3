import { readFileSync } from 'node:fs';
import {
  CONFIGURATION_DOCUMENTS,
  parseConfiguration,
  type Configuration,
} from '../../../domain/configuration/configuration.ts';

const folder = new URL('../../../config/meranti/', import.meta.url);

export type Document = Record<string, unknown>;

/** The sample regency's documents as plain JSON values, fresh for each caller to spoil. */
export function sampleDocuments(): Document {
  return Object.fromEntries(
    Object.entries(CONFIGURATION_DOCUMENTS).map(([name, { file }]) => [
      name,
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown,
    ]),
  );
}

export function sampleConfiguration(): Configuration {
  return parseConfiguration(sampleDocuments());
}

/** A copy of the value at a path like `bpu.1.to`. */
export function at(document: Document, path: string): unknown {
  return structuredClone(path.split('.').reduce<unknown>((value, key) => (value as Document)[key], document));
}

/** Sets the value at a path; a last step `-` appends to a list, and undefined takes the field out. */
export function put(document: Document, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<unknown>((found, key) => (found as Document)[key], document);
  if (last === '-') (place as unknown[]).push(value);
  else if (value === undefined) delete (place as Document)[last];
  else (place as Document)[last] = value;
}
