import { Link } from 'react-router';
import type { Places } from '../../../api/administration.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { PEOPLE_TEXTS } from './texts.ts';

/** Offices and for which villages they may propose workers. */
export function OfficeTable({ places }: { readonly places: Places }) {
  const t = useTexts(PEOPLE_TEXTS);
  const known = [places.regency, ...places.kecamatan, ...places.villages];
  const nameOf = (code: string) => known.find((one) => one.code === code)?.name ?? code;
  return (
    <DataTable
      caption={t('offices.title')}
      rows={places.offices}
      keyOf={({ officeId }) => officeId}
      columns={[
        {
          header: t('offices.name'),
          cell: ({ officeId, name }) => (
            <>
              <Link to={`/administrasi/instansi/${officeId}`}>{name}</Link>
              <span className="below">{officeId}</span>
            </>
          ),
        },
        {
          header: t('offices.area'),
          cell: ({ villages }) =>
            villages.length === 0 ? (
              <span className="quiet">{t('offices.noArea')}</span>
            ) : (
              villages.map(nameOf).join(', ')
            ),
        },
      ]}
    />
  );
}
