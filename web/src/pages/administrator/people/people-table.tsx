import { Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import type { PersonEntry } from '../../../api/administration.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { Nothing } from '../../../components/nothing.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Breakable } from '../breakable.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { PEOPLE_TEXTS } from './texts.ts';

interface PeopleTableProps {
  readonly people: readonly PersonEntry[];
  readonly offices: readonly { readonly officeId: string; readonly name: string }[];
}

/** One row a person; what keeps mails or decisions from somebody stands out. */
export function PeopleTable({ people, offices }: PeopleTableProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const { date } = useFormat();
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const officeOf = ({ officeId }: PersonEntry) =>
    offices.find((one) => one.officeId === officeId)?.name ?? officeId ?? '–';
  return (
    <DataTable
      caption={t('people.title')}
      rows={people}
      keyOf={({ personId }) => personId}
      columns={[
        {
          header: t('people.name'),
          cell: ({ personId, name, leftOn }) => (
            <>
              <Link to={`/administrasi/orang/${personId}`}>{name}</Link>
              <span className="below">{personId}</span>
              {leftOn === undefined ? null : <span className="below">{t('people.left', { date: date(leftOn) })}</span>}
            </>
          ),
        },
        {
          header: t('people.role'),
          cell: (person) => (
            <span>
              {person.roles.map((role) => words(`role.${role}`)).join(', ')}
              <span className="below">{officeOf(person)}</span>
            </span>
          ),
        },
        { header: t('people.email'), cell: (person) => <Address person={person} /> },
        { header: t('people.pin'), cell: ({ pin }) => <Pin pin={pin} /> },
      ]}
    />
  );
}

function Address({ person: { email, mailTrouble } }: { readonly person: PersonEntry }) {
  const t = useTexts(PEOPLE_TEXTS);
  const format = useFormat();
  return (
    <span className="address">
      <Breakable>{email}</Breakable>
      {mailTrouble === undefined ? null : (
        <span className="below">
          <Tag data-color="danger">{t(`trouble.${mailTrouble.kind}`)}</Tag> {format.date(mailTrouble.at)}
        </span>
      )}
    </span>
  );
}

const PIN_COLOURS = { none: 'neutral', ready: 'success', locked: 'danger' } as const;

function Pin({ pin }: Pick<PersonEntry, 'pin'>) {
  const t = useTexts(ADMINISTRATOR_TEXTS);
  return pin === undefined ? <Nothing /> : <Tag data-color={PIN_COLOURS[pin]}>{t(`pin.${pin}`)}</Tag>;
}
