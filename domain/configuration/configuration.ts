import * as z from 'zod';
import { policySchema } from '../approval/policy.ts';
import { calendarSchema } from '../calendar/calendar.ts';
import { tariffsSchema } from '../tariff/tariff.ts';
import { crossProblems } from './cross-problems.ts';
import { filesSchema } from './files.ts';
import { allocationSchema, fundingSourceSchema, wadahSchema } from './funding.ts';
import { peopleSchema } from './people.ts';
import { programmesSchema } from './programmes.ts';
import { regencySchema } from './regency.ts';

/** Each configuration document by name, with its schema and the name of its file in a configuration folder. */
export const CONFIGURATION_DOCUMENTS = {
  regency: { file: 'regency.json', schema: regencySchema },
  people: { file: 'people.json', schema: peopleSchema },
  wadah: { file: 'wadah.json', schema: z.array(wadahSchema).min(1).readonly() },
  fundingSources: { file: 'funding-sources.json', schema: z.array(fundingSourceSchema).min(1).readonly() },
  allocations: { file: 'allocations.json', schema: z.array(allocationSchema).readonly() },
  programmes: { file: 'programmes.json', schema: programmesSchema },
  tariffs: { file: 'tariffs.json', schema: tariffsSchema },
  calendar: { file: 'calendar.json', schema: calendarSchema },
  policy: { file: 'policy.json', schema: policySchema },
  files: { file: 'files.json', schema: filesSchema },
} as const;

type Documents = typeof CONFIGURATION_DOCUMENTS;
export type ConfigurationDocument = keyof Documents;
export type Configuration = { readonly [Name in ConfigurationDocument]: z.infer<Documents[Name]['schema']> };

export interface ConfigurationProblem {
  readonly document: string;
  /** Where in the document, `levels.0.approvers`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The configuration cannot be used. Lists every problem found, with document and path. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly ConfigurationProblem[];
  constructor(problems: readonly ConfigurationProblem[]) {
    super(
      problems.map((one) => [one.document, one.path, one.message].filter((part) => part !== '').join(': ')).join('\n'),
    );
    this.problems = problems;
  }
}

const wholeSchema: z.ZodType<Configuration> = z.strictObject({
  regency: CONFIGURATION_DOCUMENTS.regency.schema,
  people: CONFIGURATION_DOCUMENTS.people.schema,
  wadah: CONFIGURATION_DOCUMENTS.wadah.schema,
  fundingSources: CONFIGURATION_DOCUMENTS.fundingSources.schema,
  allocations: CONFIGURATION_DOCUMENTS.allocations.schema,
  programmes: CONFIGURATION_DOCUMENTS.programmes.schema,
  tariffs: CONFIGURATION_DOCUMENTS.tariffs.schema,
  calendar: CONFIGURATION_DOCUMENTS.calendar.schema,
  policy: CONFIGURATION_DOCUMENTS.policy.schema,
  files: CONFIGURATION_DOCUMENTS.files.schema,
});

/**
 * The parsed documents, keyed by document name as in CONFIGURATION_DOCUMENTS, checked one by one and against each other.
 * @throws ConfigurationError naming every document and path that is wrong.
 */
export function parseConfiguration(documents: unknown): Configuration {
  const parsed = wholeSchema.safeParse(documents);
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(problemOf));
  const problems = crossProblems(parsed.data);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return parsed.data;
}

function problemOf(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): ConfigurationProblem {
  const [document, ...path] = issue.path.map(String);
  return { document: document ?? 'configuration', path: path.join('.'), message: issue.message };
}
