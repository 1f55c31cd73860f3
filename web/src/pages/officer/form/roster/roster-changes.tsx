import { Button } from '@digdir/designsystemet-react';
import { maskNik } from '../../../../../../domain/nik/nik.ts';
import type { RowChange } from '../../../../../../domain/request/compare-rosters.ts';
import { columnOf } from '../../../../../../domain/roster/row-cells.ts';
import { useApi } from '../../../../api/provider.tsx';
import { REQUEST_FILE } from '../../../../api/requests.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { useDownload } from '../../../../components/use-download.ts';
import { Waiting } from '../../../../components/waiting.tsx';
import type { Revised } from '../../../../drafts/draft.ts';
import { useFormat } from '../../../../format/format.ts';
import type { Format } from '../../../../format/open-format.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { ChangedRows, RowCounts } from '../../changes/changed-rows.tsx';
import { cellInWords } from './cell-in-words.ts';
import { ROSTER_TEXTS } from './texts.ts';
import type { Comparison } from '../use-roster-check.ts';

interface RosterChangesProps {
  readonly revises: Revised;
  readonly comparison: Comparison;
}

/** What a revision's roster says otherwise than the one before, worker by worker. */
export function RosterChanges({ revises, comparison }: RosterChangesProps) {
  const t = useTexts(ROSTER_TEXTS);
  const format = useFormat();
  if (comparison === undefined) return null;
  return (
    <section className="roster-changes" aria-labelledby="roster-changes-title">
      <h3 id="roster-changes-title">{t('revision.changes', { number: String(revises.number) })}</h3>
      {comparison === 'comparing' ? (
        <Waiting label={t('revision.comparing')} lines={2} />
      ) : (
        <>
          <RowCounts counts={comparison} />
          <ChangedRows counts={comparison} rows={comparison.changes.map((change) => shown(change, format))} />
        </>
      )}
    </section>
  );
}

function shown({ nik, cells, ...change }: RowChange, format: Format) {
  return {
    ...change,
    nik: maskNik(nik),
    cells: cells.map(({ field, before, after }) => ({
      column: columnOf(field),
      before: cellInWords(field, before, format),
      after: cellInWords(field, after, format),
    })),
  };
}

/** The roster was sent from another device, or is no longer on this one: it can be had from the system. */
export function EarlierRoster({ revises: { requestId, number } }: { readonly revises: Revised }) {
  const t = useTexts(ROSTER_TEXTS);
  const api = useApi();
  const { download, isAsking, failure } = useDownload();
  return (
    <div className="notice-line">
      <p>{t('revision.noRoster', { number: String(number) })}</p>
      <Button
        variant="secondary"
        data-size="sm"
        loading={isAsking}
        onClick={() => download(() => api.call(REQUEST_FILE, { params: { requestId, name: 'roster' } }))}
      >
        {t('revision.download', { number: String(number) })}
      </Button>
      {failure === null ? null : <FailureNotice error={failure} />}
    </div>
  );
}
