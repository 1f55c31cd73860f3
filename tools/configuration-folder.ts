import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_DOCUMENTS, parseConfiguration } from '../domain/configuration/configuration.ts';
import type { Configuration } from '../domain/configuration/configuration.ts';
import { PROJECT_ROOT } from '../lib/function-folders.ts';

export const SAMPLE_CONFIGURATION = join(PROJECT_ROOT, 'config', 'meranti');

export interface ConfigurationFolder {
  /** As they stand in the files: what load-configuration takes. */
  readonly documents: Readonly<Record<string, unknown>>;
  readonly parsed: Configuration;
}

/** @throws ConfigurationError naming every document and path that is wrong */
export function readConfigurationFolder(folder: string): ConfigurationFolder {
  const documents = Object.fromEntries(
    Object.entries(CONFIGURATION_DOCUMENTS).map(([name, { file }]): [string, unknown] => [
      name,
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );
  return { documents, parsed: parseConfiguration(documents) };
}
