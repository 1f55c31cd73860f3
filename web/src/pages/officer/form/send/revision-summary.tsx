import type { Revised } from '../../../../drafts/draft.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { ChangedFields } from '../../changes/changed-fields.tsx';
import { RowCounts } from '../../changes/changed-rows.tsx';
import { FORM_TEXTS } from '../texts.ts';
import { SEND_TEXTS } from './texts.ts';
import type { RevisionChanges } from '../use-revision.ts';
import type { Comparison } from '../use-roster-check.ts';

interface RevisionSummaryProps {
  readonly revises: Revised;
  readonly changes: RevisionChanges;
  readonly comparison: Comparison;
}

/** All that the revision changes, before it is sent: the officials see the same. */
export function RevisionSummary({ revises, changes: { fields, files }, comparison }: RevisionSummaryProps) {
  const t = useTexts(SEND_TEXTS);
  const form = useTexts(FORM_TEXTS);
  const rows = comparison === 'comparing' ? undefined : comparison;
  const areRowsSame = rows !== undefined && rows.added + rows.changed + rows.removed === 0;
  const isSame = fields.length === 0 && files.length === 0 && areRowsSame && rows.badBefore === rows.badNow;
  return (
    <section className="revision-summary" aria-labelledby="revision-title">
      <h3 id="revision-title">{t('revision.changes', { number: String(revises.number) })}</h3>
      {isSame ? <p className="notice-line">{t('revision.same')}</p> : null}
      <ChangedFields fields={fields} files={files} />
      {comparison === 'comparing' ? <p role="status">{t('revision.comparing')}</p> : null}
      {rows === undefined || isSame ? null : (
        <>
          <h4>{form('step.pekerja')}</h4>
          <RowCounts counts={rows} />
        </>
      )}
      {revises.roster === undefined ? <p className="quiet">{t('revision.later')}</p> : null}
    </section>
  );
}
