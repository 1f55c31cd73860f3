import { readFileSync } from 'node:fs';
import {
  CONFIGURATION_DOCUMENTS,
  parseConfiguration,
  type Configuration,
} from '../../../domain/configuration/configuration.ts';

const folder = new URL('../../../config/meranti/', import.meta.url);

/** The sample regency's documents as plain JSON values, fresh for each caller to spoil. */
export function sampleDocuments(): Record<string, any> {
  return Object.fromEntries(
    Object.entries(CONFIGURATION_DOCUMENTS).map(([name, { file }]) => [
      name,
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
    ]),
  );
}

export function sampleConfiguration(): Configuration {
  return parseConfiguration(sampleDocuments());
}
