import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CONFIGURATION_DOCUMENTS, parseConfiguration } from '../domain/configuration/configuration.ts';
import type { Configuration } from '../domain/configuration/configuration.ts';
import { PROJECT_ROOT } from '../lib/function-folders.ts';

const SAMPLE_CONFIGURATION = join(PROJECT_ROOT, 'config', 'meranti');

export interface ConfigurationFolder {
  /** What load-configuration takes. */
  readonly documents: Readonly<Record<string, unknown>>;
  readonly parsed: Configuration;
}

/** @throws ConfigurationError naming every document and path that is wrong */
export function readConfigurationFolder(folder: string): ConfigurationFolder {
  return parsedFolder(readDocuments(folder));
}

/**
 * The sample regency's folder with its allocations and fixed holidays set to the years that a newcomer can try it in:
 * this calendar year and the next, whenever that is.
 */
export function readSampleConfiguration(thisYear: number): ConfigurationFolder {
  const documents = readDocuments(SAMPLE_CONFIGURATION);
  const years = [thisYear, thisYear + 1];
  const allocations = z.array(z.record(z.string(), z.unknown())).parse(documents['allocations']);
  const calendar = z
    .looseObject({ holidays: z.array(z.looseObject({ date: z.string() })) })
    .parse(documents['calendar']);
  return parsedFolder({
    ...documents,
    allocations: years.flatMap((fiscalYear) => allocations.map((row) => ({ ...row, fiscalYear }))),
    calendar: {
      ...calendar,
      // A due date of December lies in the year after the last fiscal year.
      holidays: [...years, thisYear + 2].flatMap((year) => inYear(calendar.holidays, year)),
    },
  });
}

/** Holidays with a fixed date, each once, in another year. */
function inYear<Holiday extends { date: string }>(holidays: readonly Holiday[], year: number): Holiday[] {
  const moved = holidays.map((holiday) => ({ ...holiday, date: `${year}${holiday.date.slice(4)}` }));
  return [...new Map(moved.map((holiday) => [holiday.date, holiday])).values()];
}

function readDocuments(folder: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(CONFIGURATION_DOCUMENTS).map(([name, { file }]): [string, unknown] => [
      name,
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );
}

function parsedFolder(documents: Record<string, unknown>): ConfigurationFolder {
  return { documents, parsed: parseConfiguration(documents) };
}
