import { Button } from '@digdir/designsystemet-react';
import type { WorkerTrail as Trail } from '../../../api/audit.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { saveBlob } from '../../../components/save-blob.ts';
import { COMPONENT_TEXTS } from '../../../components/texts.ts';
import { Topic } from '../../../components/topic.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { MovementTable } from '../money/movement-table.tsx';
import { useTrailColumns } from '../money/trail-columns.tsx';
import { WORKER_TEXTS } from './texts.ts';

/** Every premium of the worker back to the allocation that pays it, and what moved the money there. */
export function WorkerTrail({ trail: { rows, movements, csv } }: { readonly trail: Trail }) {
  const t = useTexts(WORKER_TEXTS);
  const shared = useTexts(COMPONENT_TEXTS);
  const columns = useTrailColumns('allocation');
  const save = (): void => saveBlob(new Blob([csv], { type: 'text/csv' }), 'jejak-rupiah-pekerja.csv');
  const file = (
    <Button variant="secondary" data-size="sm" onClick={save}>
      {shared('csv')}
      <span className="ds-sr-only">: {t('trail')}</span>
    </Button>
  );
  return (
    <>
      <Topic title={t('trail')} lead={t('trailLead')} actions={rows.length === 0 ? undefined : file}>
        {rows.length === 0 ? (
          <EmptyState title={t('trailNone')} next={t('trailNoneNext')} />
        ) : (
          <DataTable
            caption={t('trail')}
            rows={rows}
            keyOf={({ revisionId, row, programme, month }) => `${revisionId}-${String(row)}-${programme}-${month}`}
            columns={columns}
          />
        )}
      </Topic>
      <MovementTable
        title={t('movements')}
        lead={t('movementsLead')}
        fileName="pergerakan-dana-pekerja"
        movements={movements}
      />
    </>
  );
}
