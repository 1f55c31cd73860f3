import type { PersonId } from '../../domain/identity/ids.ts';
import { hasRole } from '../../domain/configuration/people.ts';
import type { Person } from '../../domain/configuration/people.ts';
import { putDelegation, putFreeze, readDelegations, readFreezes } from '../adapters/dynamodb/absence-store.ts';
import { configurationKey, FREEZES, personKey } from '../adapters/dynamodb/keys.ts';
import { pinState, putPin } from '../adapters/dynamodb/pin-store.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { Proposal } from './change-records.ts';
import { newVersion, readDocuments, requireUsable, unchanged } from './documents.ts';
import { planAllocation } from './plan-allocation.ts';
import { planFigure } from './plan-figure.ts';
import { planPerson } from './plan-person.ts';
import { refuse, requireDifference } from './plan.ts';
import type { Plan, Planning } from './plan.ts';

/**
 * Judges a proposal on what is stored now: once when it is proposed, and again when it is confirmed.
 * @throws RefusedError when it cannot be used, changes nothing or comes too late
 */
export function planChange(proposal: Proposal, planning: Planning): Promise<Plan> {
  switch (proposal.kind) {
    case 'person':
      return planPerson(proposal.content, planning);
    case 'office':
      return planOffice(proposal.content, planning);
    case 'policy':
      return planPolicy(proposal.content, planning);
    case 'calendar':
      return planCalendar(proposal.content, planning);
    case 'allocation':
      return planAllocation(proposal.content, planning);
    case 'figure':
      return planFigure(proposal.content, planning);
    case 'delegation':
      return planDelegation(proposal.content, planning);
    case 'freeze':
      return planFreeze(proposal.content, planning);
    case 'pin':
      return planPin(proposal.content, planning);
  }
}

type Content<Kind extends Proposal['kind']> = Extract<Proposal, { kind: Kind }>['content'];

async function planOffice(office: Content<'office'>, { table, at }: Planning): Promise<Plan> {
  const { configuration, versions } = await readDocuments(table);
  const { regency } = configuration;
  const before = regency.offices.find(({ officeId }) => officeId === office.officeId) ?? null;
  requireDifference(before, office);
  const offices =
    before === null ? [...regency.offices, office] : regency.offices.map((one) => (one === before ? office : one));
  const content = { ...regency, offices };
  requireUsable({ ...configuration, regency: content });
  return {
    before,
    after: office,
    chainPk: configurationKey('regency').pk,
    told: { before, after: office },
    writes: () => newVersion(table, { name: 'regency', before: versions['regency'] ?? 0, content, at }),
  };
}

/** Requests that are on their way keep the version they were sent under. */
async function planPolicy(policy: Content<'policy'>, { table, at }: Planning): Promise<Plan> {
  const { configuration, versions } = await readDocuments(table);
  requireDifference(configuration.policy, policy);
  requireUsable({ ...configuration, policy });
  const version = versions['policy'] ?? 0;
  return {
    before: configuration.policy,
    after: policy,
    chainPk: configurationKey('policy').pk,
    told: {
      before: { version, name: configuration.policy.version },
      after: { version: version + 1, name: policy.version },
    },
    writes: () => [
      ...newVersion(table, { name: 'policy', before: version, content: policy, at }),
      // A person who leaves meanwhile would be named by a policy that nobody could read any more.
      unchanged(table, { name: 'people', version: versions['people'] ?? 0 }),
    ],
  };
}

/** In force at once, also for requests and batches on their way: a holiday that is declared moves their due dates. */
async function planCalendar(calendar: Content<'calendar'>, { table, at }: Planning): Promise<Plan> {
  const { configuration, versions } = await readDocuments(table);
  requireDifference(configuration.calendar, calendar);
  requireUsable({ ...configuration, calendar });
  return {
    before: configuration.calendar,
    after: calendar,
    chainPk: configurationKey('calendar').pk,
    told: { before: configuration.calendar, after: calendar },
    writes: () => newVersion(table, { name: 'calendar', before: versions['calendar'] ?? 0, content: calendar, at }),
  };
}

async function requireApprover(table: Table, personId: PersonId): Promise<Person> {
  const { configuration } = await readDocuments(table);
  const person = configuration.people.find((one) => one.personId === personId);
  if (person !== undefined && hasRole(person, 'approver')) return person;
  throw refuse('not-an-approver', { id: `${personId} bukan penyetuju.`, en: `${personId} is not an approver.` });
}

function requireSpan({ from, until }: { from: string; until: string }): void {
  if (from < until) return;
  throw refuse('ends-before-it-starts', { id: 'Akhir harus sesudah awal.', en: 'The end must lie after the start.' });
}

async function planDelegation(content: Content<'delegation'>, { table, at }: Planning): Promise<Plan> {
  const { fromPersonId, toPersonId, from, until } = content;
  requireSpan(content);
  if (fromPersonId === toPersonId) {
    throw refuse('same-person', { id: 'Pengganti harus orang lain.', en: 'It must name another person.' });
  }
  if (until <= at) throw refuse('too-late', { id: 'Masa itu sudah lewat.', en: 'That time has passed.' });
  await Promise.all([requireApprover(table, fromPersonId), requireApprover(table, toPersonId)]);
  const before = (await readDelegations(table, at))
    .filter((one) => one.fromPersonId === fromPersonId)
    .map((one) => ({ toPersonId: one.toPersonId, from: one.from, until: one.until }));
  const after = [...before, { toPersonId, from, until }];
  return {
    before,
    after,
    chainPk: personKey(fromPersonId).pk,
    told: { before, after },
    writes: ({ changeId, confirmedBy }) => [
      putDelegation(table, {
        delegationId: changeId,
        fromPersonId,
        toPersonId,
        from,
        until,
        createdAt: at,
        confirmedBy,
      }),
    ],
  };
}

/** Entered ahead of its start, so that nobody's decision is undone by it. */
async function planFreeze(content: Content<'freeze'>, { table, at }: Planning): Promise<Plan> {
  const { from, until, reason } = content;
  requireSpan(content);
  if (from <= at) {
    throw refuse('already-begun', {
      id: 'Masa pembekuan harus dimasukkan dan disahkan sebelum dimulai.',
      en: 'A freeze must be entered and confirmed before it starts.',
    });
  }
  const known = await readFreezes(table, at);
  if (known.some((one) => one.from < until && from < one.until)) {
    throw refuse('overlaps', { id: 'Masa itu bertumpang tindih.', en: 'It overlaps another freeze.' });
  }
  const before = known.map((one) => ({ from: one.from, until: one.until, reason: one.reason }));
  const after = [...before, { from, until, reason }];
  return {
    before,
    after,
    chainPk: FREEZES,
    told: { before, after },
    writes: ({ changeId }) => [putFreeze(table, { freezeId: changeId, from, until, reason })],
  };
}

async function planPin(content: Content<'pin'>, { table, at }: Planning): Promise<Plan> {
  const { personId, salt, hash } = content;
  await requireApprover(table, personId);
  const before = { personId, pin: await pinState(table, personId) };
  const after = { personId, pin: 'ready' };
  return {
    before,
    after,
    chainPk: personKey(personId).pk,
    told: { before, after },
    writes: () => [putPin(table, personId, { salt, hash, agreedAt: at })],
  };
}
