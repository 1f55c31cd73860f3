import { Button } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerFile, AnswerRow } from '../../../../api/answers.ts';
import { BATCH } from '../../../../api/batches.ts';
import type { Batch } from '../../../../api/batches.ts';
import { useApi } from '../../../../api/provider.tsx';
import { readOf } from '../../../../api/queries.ts';
import { useMe } from '../../../../auth/me.tsx';
import { useFormat } from '../../../../format/format.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { isCarrying } from '../../carrying.ts';
import { Panel } from '../../panel.tsx';
import { takesAnswers } from '../../takes-answers.ts';
import { AnswerRows } from '../answer-rows.tsx';
import { ANSWERS_TEXTS } from '../texts.ts';
import { DecideForm } from './decide-form.tsx';
import { DecisionState } from './decision-state.tsx';
import { openLinesOf, totalOf } from './decisions.ts';
import { DECIDE_TEXTS } from './texts.ts';

interface RowsAndDecisionsProps {
  readonly file: AnswerFile;
  readonly counts: NonNullable<AnswerFile['counts']>;
}

/** Lines of this batch are open and can be decided. */
const isOpenToDecisions = (batch: Batch | undefined): boolean =>
  batch !== undefined && takesAnswers(batch) && !isCarrying(batch) && (batch.pendingLines ?? 0) > 0;

/** The rows of a file that was handed in and, for finance, the form that decides those it left held. */
export function RowsAndDecisions({ file: { batchId, sha256, status }, counts }: RowsAndDecisionsProps) {
  const t = useTexts(ANSWERS_TEXTS);
  const isFinance = useMe().roles.includes('finance');
  const { data: batch } = useQuery(readOf(useApi(), BATCH, { params: { batchId } }));
  const [chosen, setChosen] = useState<readonly AnswerRow[]>([]);
  const [isForm, setIsForm] = useState(false);
  const [sent, setSent] = useState<string>();
  const canDecide = isFinance && status === 'applied' && isOpenToDecisions(batch);
  const toggle = (row: AnswerRow): void => {
    const others = chosen.filter((one) => one.row !== row.row);
    setChosen(others.length === chosen.length ? [...chosen, row] : others);
  };
  const onSent = (decisions: string): void => {
    setSent(decisions);
    setChosen([]);
    setIsForm(false);
  };
  return (
    <>
      <Panel title={t('rows.title')}>
        <AnswerRows
          key={status}
          batchId={batchId}
          sha256={sha256}
          readingId={status}
          counts={counts}
          pick={canDecide ? { chosen, toggle } : undefined}
        />
        {canDecide && !isForm && chosen.length > 0 ? <PickBar rows={chosen} onBegin={() => setIsForm(true)} /> : null}
      </Panel>
      {canDecide && isForm ? (
        <DecideForm batchId={batchId} rows={chosen} onCancel={() => setIsForm(false)} onSent={onSent} />
      ) : null}
      {sent === undefined ? null : <DecisionState key={sent} batchId={batchId} sha256={sent} />}
    </>
  );
}

/** Stays in sight below a long table: how much is ticked, and the way on. */
function PickBar({ rows, onBegin }: { readonly rows: readonly AnswerRow[]; readonly onBegin: () => void }) {
  const t = useTexts(DECIDE_TEXTS);
  const format = useFormat();
  const total = format.rupiah(totalOf(openLinesOf(rows)));
  return (
    <div className="pick-bar">
      <span role="status">{t('pick.count', { count: rows.length, total })}</span>
      <Button data-size="sm" onClick={onBegin}>
        {t('pick.begin')}
      </Button>
    </div>
  );
}
