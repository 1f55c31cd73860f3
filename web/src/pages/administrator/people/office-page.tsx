import { useParams } from 'react-router';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { usePlaces } from '../changes/use-changes.ts';
import { Loaded } from '../loaded.tsx';
import { OfficeForm } from './office-form.tsx';
import { PEOPLE_TEXTS } from './texts.ts';

const NEW = 'baru';

/** One office to change, or a new one. */
export function OfficePage() {
  const t = useTexts(PEOPLE_TEXTS);
  const { officeId = NEW } = useParams();
  const places = usePlaces();
  const isNew = officeId === NEW;
  const office = places.data?.offices.find((one) => one.officeId === officeId);
  return (
    <>
      <BackLink to="/administrasi/orang">{t('page.title')}</BackLink>
      <PageTitle lead={t('office.lead')}>{isNew ? t('office.new') : (office?.name ?? officeId)}</PageTitle>
      <Loaded query={places} lines={6}>
        {(data) =>
          office === undefined && !isNew ? <p>{t('office.unknown')}</p> : <OfficeForm start={office} places={data} />
        }
      </Loaded>
    </>
  );
}
