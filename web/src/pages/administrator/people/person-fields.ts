import type { PersonEntry, Wish } from '../../../api/administration.ts';
import type { Problems } from '../proposal-form.tsx';

type PersonContent = Extract<Wish, { kind: 'person' }>['content'];
type Role = PersonContent['roles'][number];

/** What stands in the form, as it was typed. */
export interface PersonFields {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly officeId: string;
  readonly language: 'id' | 'en';
  readonly account: string;
}

export const NEW_PERSON: PersonFields = {
  personId: '',
  name: '',
  email: '',
  role: 'officer',
  officeId: '',
  language: 'id',
  account: '',
};

export function fieldsOf({
  personId,
  name,
  email,
  roles,
  officeId = '',
  language,
  account = '',
}: PersonEntry): PersonFields {
  return { personId, name, email, role: roles[0] ?? 'officer', officeId, language, account };
}

const ID = /^[a-z0-9-]{2,40}$/;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export type PersonProblem = 'personId' | 'taken' | 'name' | 'email' | 'emailTaken' | 'office' | 'account';

/** What is wrong with each field. @param others everybody else in force */
export function problemsOf(
  fields: PersonFields,
  others: readonly PersonEntry[],
  t: (problem: PersonProblem) => string,
): Problems {
  const email = fields.email.trim().toLowerCase();
  const isTaken = others.some((one) => one.personId === fields.personId);
  const isAddressTaken = others.some(({ leftOn, ...one }) => leftOn === undefined && one.email.toLowerCase() === email);
  return {
    personId: !ID.test(fields.personId) ? t('personId') : isTaken ? t('taken') : undefined,
    name: fields.name.trim() === '' ? t('name') : undefined,
    email: !ADDRESS.test(email) ? t('email') : isAddressTaken ? t('emailTaken') : undefined,
    officeId: fields.role === 'officer' && fields.officeId === '' ? t('office') : undefined,
    account: needsAccount(fields) && fields.account.trim() === '' ? t('account') : undefined,
  };
}

/** Approvers come by link; everybody else signs in. */
export const needsAccount = ({ role }: Pick<PersonFields, 'role'>): boolean => role !== 'approver';

/** The whole person as it is proposed. */
export function contentOf(fields: PersonFields): PersonContent {
  const { personId, role, officeId, language } = fields;
  return {
    personId,
    name: fields.name.trim(),
    email: fields.email.trim(),
    roles: [role],
    language,
    ...(officeId !== '' && { officeId }),
    ...(needsAccount(fields) && { account: fields.account.trim() }),
  };
}
