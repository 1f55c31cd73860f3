import { parseConfiguration } from '../../../domain/configuration/configuration.ts';
import type { Configuration } from '../../../domain/configuration/configuration.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { loadAllocation } from './load-allocation.ts';
import { isLoaded, loadDocument, storedDocument } from './load-document.ts';
import type { Into } from './load-document.ts';
import { loadPerson, retirePerson } from './load-person.ts';
import type { LoadConfigurationInput, LoadConfigurationOutput } from './contract.ts';

export interface LoadConfigurationDeps {
  readonly table: Table;
  readonly now: () => Date;
}

/**
 * Brings the stored configuration to the given documents: people with their accounts and addresses, allocations with
 * the movement that explains each change, then a new version of every document that differs. Loading the same again
 * changes nothing; a try that stopped half-way is finished by the next. Documents come last, because a person who is no
 * longer listed is known from the version that is still in force.
 * @throws ConfigurationError naming each document and path that is wrong; nothing is stored then
 */
export async function loadConfiguration(
  input: LoadConfigurationInput,
  deps: LoadConfigurationDeps,
): Promise<LoadConfigurationOutput> {
  const configuration = parseConfiguration(input.documents);
  const at = deps.now().toISOString();
  const into = { table: deps.table, at };
  const people = { stored: configuration.people.length, changed: await loadPeople(into, configuration.people) };
  const { allocations: listed } = configuration;
  const allocations = { stored: listed.length, changed: await loadAllocations(into, listed) };
  const documents: LoadConfigurationOutput['documents'] = [];
  for (const [name, content] of Object.entries(configuration)) {
    documents.push({ name, ...(await loadDocument(into, { name, content })) });
  }
  return { documents, people, allocations };
}

/** The same list again leaves alone what administrators have changed since it was loaded. @returns how many changed */
async function loadPeople(into: Into, people: Configuration['people']): Promise<number> {
  if (await isLoaded(into.table, { name: 'people', content: people })) return 0;
  let changed = 0;
  for (const person of people) if (await loadPerson(into, person)) changed += 1;
  const before = await storedDocument(into.table, 'people');
  const listed = new Set<string>(people.map(({ personId }) => personId));
  for (const person of before ?? []) {
    if (!listed.has(person.personId) && (await retirePerson(into, person.personId))) changed += 1;
  }
  return changed;
}

/** As with people: amounts that administrators have changed since this very list was loaded stay. @returns how many changed */
async function loadAllocations(into: Into, allocations: Configuration['allocations']): Promise<number> {
  if (await isLoaded(into.table, { name: 'allocations', content: allocations })) return 0;
  let changed = 0;
  for (const allocation of allocations) if (await loadAllocation(into, allocation)) changed += 1;
  return changed;
}
