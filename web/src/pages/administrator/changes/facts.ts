import * as z from 'zod';
import { personSchema } from '../../../../../domain/configuration/people.ts';
import { officeSchema } from '../../../../../domain/configuration/regency.ts';
import { certaintySchema, citationIn, citationSchema } from '../../../../../domain/tariff/provenance.ts';
import type { Change } from '../../../api/administration.ts';
import { lastMomentOf } from '../last-moment.ts';
import { calendarFacts } from './calendar-facts.ts';
import type { Fact } from './compare.ts';
import { policyFacts } from './policy-facts.ts';
import { read } from './read-facts.ts';
import type { FactTelling } from './read-facts.ts';

/** What a stored content says in words of CHANGE_TEXTS and ADMINISTRATOR_TEXTS; nothing for what was not there yet. */
export function factsOf(kind: Change['kind'], content: unknown, tell: FactTelling): Fact[] {
  if (content === null || content === undefined) return [];
  switch (kind) {
    case 'person':
      return read(personSchema, content, (person) => personFacts(person, tell));
    case 'office':
      return read(officeSchema, content, (office) => officeFacts(office, tell));
    case 'policy':
      return policyFacts(content, tell);
    case 'calendar':
      return calendarFacts(content, tell);
    case 'allocation':
      return read(allocationSchema, content, (allocation) => allocationFacts(allocation, tell));
    case 'figure':
      return read(figureSchema, content, (figure) => figureFacts(figure, tell));
    case 'delegation':
      return read(delegationsSchema, content, (delegations) => delegationFacts(delegations, tell));
    case 'freeze':
      return read(freezesSchema, content, (freezes) => freezeFacts(freezes, tell));
    case 'pin':
      return read(pinSchema, content, ({ pin }) => [
        { key: 'pin', label: tell.c('fact.pin'), value: tell.t(`pin.${pin}`) },
      ]);
  }
}

function personFacts(person: z.infer<typeof personSchema>, { c, t, office, format }: FactTelling): Fact[] {
  const { name, email, roles, officeId, language, account, leftOn } = person;
  return [
    { key: 'name', label: c('fact.name'), value: name },
    { key: 'email', label: c('fact.email'), value: email },
    { key: 'role', label: c('fact.role'), value: roles.map((role) => t(`role.${role}`)).join('\n') },
    { key: 'office', label: c('fact.office'), value: officeId === undefined ? '–' : office(officeId) },
    { key: 'language', label: c('fact.language'), value: c(`language.${language}`) },
    { key: 'account', label: c('fact.account'), value: account ?? '–' },
    ...(leftOn === undefined ? [] : [{ key: 'leftOn', label: c('fact.leftOn'), value: format.date(leftOn) }]),
  ];
}

function officeFacts({ name, villages }: z.infer<typeof officeSchema>, { c, place }: FactTelling): Fact[] {
  const places = villages.map(place).join('\n');
  return [
    { key: 'name', label: c('fact.name'), value: name },
    { key: 'villages', label: c('fact.villages'), value: places === '' ? c('fact.noVillages') : places },
  ];
}

const allocationSchema = z.object({ accountCode: z.string(), amount: z.number() });

function allocationFacts(
  { accountCode, amount }: z.infer<typeof allocationSchema>,
  { c, format }: FactTelling,
): Fact[] {
  return [
    { key: 'amount', label: c('fact.amount'), value: format.rupiah(amount) },
    { key: 'accountCode', label: c('fact.accountCode'), value: accountCode },
  ];
}

const figureSchema = z.looseObject({
  source: citationSchema,
  certainty: certaintySchema,
  paper: z.string().optional(),
  amount: z.number().optional(),
  basis: z.number().optional(),
  basisPoints: z.number().optional(),
  percentOff: z.number().optional(),
  countsAsApbn: z.boolean().optional(),
});

function figureFacts(figure: z.infer<typeof figureSchema>, { c, t, format, language }: FactTelling): Fact[] {
  const { source, certainty, paper, amount, basis, basisPoints, percentOff, countsAsApbn } = figure;
  const percent = percentOff ?? (basisPoints === undefined ? undefined : basisPoints / 100);
  const money = amount ?? basis;
  const values = [
    ...(money === undefined ? [] : [format.rupiah(money)]),
    ...(percent === undefined ? [] : [`${format.count(percent)}%`]),
    ...(countsAsApbn === undefined ? [] : [c(countsAsApbn ? 'fact.apbn' : 'fact.notApbn')]),
  ];
  const standing = paper === undefined ? t(`certainty.${certainty}`) : c('fact.confirmed');
  return [
    ...values.map((value) => ({ key: 'value', label: c('fact.figure'), value })),
    { key: 'standing', label: c('fact.certainty'), value: standing },
    { key: 'source', label: c('fact.source'), value: citationIn(source, language) },
    ...(paper === undefined ? [] : [{ key: 'paper', label: c('fact.paper'), value: paper }]),
  ];
}

const delegationsSchema = z.array(z.object({ toPersonId: z.string(), from: z.string(), until: z.string() }));

function delegationFacts(delegations: z.infer<typeof delegationsSchema>, { c, format, person }: FactTelling): Fact[] {
  return delegations.map(({ toPersonId, from, until }) => ({
    key: `${toPersonId} ${from} ${until}`,
    label: c('fact.standIn'),
    value: `${person(toPersonId)}\n${format.dateTime(from)} –\n${format.dateTime(lastMomentOf(until))}`,
  }));
}

const freezesSchema = z.array(
  z.object({ from: z.string(), until: z.string(), reason: z.object({ id: z.string(), en: z.string() }) }),
);

function freezeFacts(freezes: z.infer<typeof freezesSchema>, { c, format, language }: FactTelling): Fact[] {
  return freezes.map(({ from, until, reason }) => ({
    key: from,
    label: c('fact.freeze'),
    value: `${format.dateTime(from)} –\n${format.dateTime(lastMomentOf(until))}\n${reason[language]}`,
  }));
}

const pinSchema = z.object({ pin: z.enum(['none', 'ready', 'locked']) });
