import { useParams } from 'react-router';
import { PageTitle } from '../../../components/page-title.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { usePlaces } from '../changes/use-changes.ts';
import { Loaded } from '../loaded.tsx';
import { LeaveForm } from './leave-form.tsx';
import { PersonForm } from './person-form.tsx';
import { fieldsOf, NEW_PERSON } from './person-fields.ts';
import { PinForm } from './pin-form.tsx';
import { MailTrouble } from './mail-trouble.tsx';
import { PEOPLE_TEXTS } from './texts.ts';
import { usePeople } from './use-people.ts';

const NEW = 'baru';

/** One person to change, or a new one. */
export function PersonPage() {
  const t = useTexts(PEOPLE_TEXTS);
  const { date } = useFormat();
  const { personId = NEW } = useParams();
  const people = usePeople();
  const places = usePlaces();
  const isNew = personId === NEW;
  const person = people.data?.people.find((one) => one.personId === personId);
  const leftOn = person?.leftOn;
  const lead =
    leftOn === undefined ? t(isNew ? 'person.newLead' : 'person.lead') : t('left.lead', { date: date(leftOn) });
  return (
    <>
      <BackLink to="/administrasi/orang">{t('page.title')}</BackLink>
      <PageTitle lead={lead}>{isNew ? t('person.new') : (person?.name ?? personId)}</PageTitle>
      <Loaded query={people} lines={6}>
        {(data) =>
          person === undefined && !isNew ? (
            <p>{t('person.unknown')}</p>
          ) : (
            <div className="admin-parts">
              {person === undefined ? null : <MailTrouble person={person} />}
              <PersonForm
                start={person === undefined ? NEW_PERSON : fieldsOf(person)}
                isNew={isNew}
                title={t(person?.leftOn === undefined ? 'person.form' : 'left.form')}
                others={data.people.filter((one) => one.personId !== person?.personId)}
                offices={places.data?.offices ?? []}
              />
              {person?.pin === undefined ? null : <PinForm personId={person.personId} pin={person.pin} />}
              {person === undefined || person.leftOn !== undefined ? null : <LeaveForm person={person} />}
            </div>
          )
        }
      </Loaded>
    </>
  );
}
