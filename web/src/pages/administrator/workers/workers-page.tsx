import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { ExclusionForm } from './exclusion-form.tsx';
import { ExclusionList } from './exclusion-list.tsx';
import { MemberList } from './member-list.tsx';
import { WORKER_TEXTS } from './texts.ts';

/** Workers who are not to be paid for, and those whom BPJS TK covers already. */
export function WorkersPage() {
  const t = useTexts(WORKER_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <div className="admin-parts">
        <ExclusionForm />
        <ExclusionList />
        <MemberList />
      </div>
    </>
  );
}
