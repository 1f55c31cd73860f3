import type { Batch } from '../../../api/batches.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Panel } from '../panel.tsx';
import { BATCH_TEXTS } from './texts.ts';

const KILOBYTE = 1024;

/** Everything to download, each file with the SHA-256 that tells an altered one from ours. */
export function BatchFiles({ batch: { files } }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const format = useFormat();
  if (files.length === 0) {
    return (
      <Panel title={t('files.title')}>
        <EmptyState title={t('files.none')} next={t('files.noneNext')} />
      </Panel>
    );
  }
  return (
    <Panel title={t('files.title')} className="batch-files">
      <p className="quiet">{t('files.lead')}</p>
      <DataTable
        caption={t('files.title')}
        rows={files.toSorted((a, b) => a.name.localeCompare(b.name))}
        keyOf={({ name }) => name}
        columns={[
          {
            header: t('files.name'),
            cell: ({ name, url }) =>
              url === undefined ? (
                <>
                  {name}
                  <span className="below">{t('files.forFinance')}</span>
                </>
              ) : (
                <a href={url} download>
                  {name}
                </a>
              ),
          },
          {
            header: t('files.size'),
            isNumber: true,
            cell: ({ bytes }) => t('files.kilobytes', { size: format.count(Math.ceil(bytes / KILOBYTE)) }),
          },
          { header: 'SHA-256', cell: ({ sha256 }) => <code className="sum">{sha256}</code> },
        ]}
      />
    </Panel>
  );
}
