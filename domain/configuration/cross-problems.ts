import { personsOf } from '../approval/policy.ts';
import type { Configuration, ConfigurationProblem } from './configuration.ts';
import { allocationIdOf } from './funding.ts';
import { hasRole, isInOffice, type Person } from './people.ts';
import { isBelow } from './regency.ts';

/** What each document alone cannot know: whether the things it names exist in the others. */
export function crossProblems(configuration: Configuration): ConfigurationProblem[] {
  return [
    ...regencyProblems(configuration),
    ...peopleProblems(configuration),
    ...policyPersonProblems(configuration),
    ...fundingProblems(configuration),
    ...confirmationProblems(configuration),
  ];
}

function twice(document: string, path: string, values: readonly string[]): ConfigurationProblem[] {
  return values
    .filter((value, index) => values.indexOf(value) !== index)
    .map((value) => ({ document, path, message: `${value} is used twice` }));
}

function regencyProblems({ regency }: Configuration): ConfigurationProblem[] {
  const problem = (path: string, message: string) => ({ document: 'regency', path, message });
  const villages = regency.villages.map((village) => village.code);
  const kecamatan = regency.kecamatan.map((one) => one.code);
  const known = [regency.code, ...kecamatan, ...villages];
  return [
    ...twice('regency', 'villages', villages),
    ...twice('regency', 'kecamatan', kecamatan),
    ...twice(
      'regency',
      'offices',
      regency.offices.map((office) => office.officeId),
    ),
    ...kecamatan
      .filter((code) => !isBelow(code, regency.code))
      .map((code) => problem('kecamatan', `${code} is outside the regency`)),
    ...villages
      .filter((code) => !kecamatan.some((one) => isBelow(code, one)))
      .map((code) => problem('villages', `${code} lies in no listed kecamatan`)),
    ...regency.offices.flatMap((office, index) =>
      office.villages
        .filter((code) => !known.includes(code))
        .map((code) => problem(`offices.${index}.villages`, `${code} is neither village nor kecamatan of the regency`)),
    ),
  ];
}

function peopleProblems({ people, regency }: Configuration): ConfigurationProblem[] {
  const offices = new Set(regency.offices.map((office) => office.officeId));
  // The address of an office goes on to whoever comes after.
  const present = people.filter(isInOffice);
  return [
    ...twice(
      'people',
      '',
      people.map((person) => person.personId),
    ),
    ...twice(
      'people',
      '',
      present.map((person) => person.email.toLowerCase()),
    ),
    ...twice(
      'people',
      '',
      present.flatMap((person) => (person.account === undefined ? [] : [person.account])),
    ),
    ...people.flatMap((person, index) =>
      personProblems(person, offices).map((message) => ({ document: 'people', path: String(index), message })),
    ),
  ];
}

function personProblems(person: Person, offices: ReadonlySet<string>): string[] {
  if (!isInOffice(person)) return [];
  const problems: string[] = [];
  if (person.officeId !== undefined && !offices.has(person.officeId))
    problems.push(`there is no office ${person.officeId}; there are ${[...offices].join(', ')}`);
  if (hasRole(person, 'officer') && person.officeId === undefined) problems.push('an officer needs an office');
  if (hasRole(person, 'approver') && person.account !== undefined)
    problems.push('an approver comes by link and has no account');
  if (!hasRole(person, 'approver') && person.account === undefined) problems.push('needs an account to sign in');
  return problems;
}

function policyPersonProblems({ policy, people }: Configuration): ConfigurationProblem[] {
  return [...personsOf(policy)].flatMap((personId) => {
    const person = people.find((one) => one.personId === personId);
    if (person === undefined)
      return [{ document: 'policy', path: 'levels', message: `there is no person ${personId}` }];
    if (!isInOffice(person)) return [{ document: 'policy', path: 'levels', message: `${personId} has left` }];
    if (hasRole(person, 'approver')) return [];
    return [{ document: 'policy', path: 'levels', message: `${personId} is not an approver` }];
  });
}

function fundingProblems({ fundingSources, allocations, wadah }: Configuration): ConfigurationProblem[] {
  const sources = fundingSources.map((source) => source.sourceId);
  return [
    ...twice(
      'wadah',
      '',
      wadah.map((one) => one.wadahId),
    ),
    ...twice('fundingSources', '', sources),
    ...twice('allocations', '', allocations.map(allocationIdOf)),
    ...allocations.flatMap((allocation, index) =>
      sources.includes(allocation.sourceId)
        ? []
        : [
            {
              document: 'allocations',
              path: `${index}.sourceId`,
              message: `there is no funding source ${allocation.sourceId}; there are ${sources.join(', ')}`,
            },
          ],
    ),
  ];
}

/** A figure is confirmed by an administrator or not at all; one who has left since had confirmed it all the same. */
function confirmationProblems({ tariffs, fundingSources, people }: Configuration): ConfigurationProblem[] {
  const administrators = new Set(
    people.filter(({ roles }) => roles.includes('administrator')).map((person) => person.personId),
  );
  const rows = [
    ...[...tariffs.bpu, ...tariffs.bands, ...tariffs.discounts, ...tariffs.pu].map((row) => ({
      document: 'tariffs',
      path: row.id,
      row,
    })),
    ...fundingSources.map((row) => ({ document: 'fundingSources', path: row.sourceId, row })),
  ];
  return rows.flatMap(({ document, path, row }) =>
    row.confirmedBy === undefined || administrators.has(row.confirmedBy.personId)
      ? []
      : [{ document, path, message: `${row.confirmedBy.personId} is not an administrator` }],
  );
}
