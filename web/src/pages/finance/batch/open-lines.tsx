import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { BATCH, BATCHES, CARRY } from '../../../api/batches.ts';
import type { Batch } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { useMe } from '../../../auth/me.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { heldIn } from '../answers/outcome-kinds.ts';
import { isCarrying } from '../carrying.ts';
import { Panel } from '../panel.tsx';
import { ReasonForm } from '../reason-form.tsx';
import { BATCH_TEXTS } from './texts.ts';

/** Lines that BPJS TK has not answered: carried to the follow-up batch, so that this one can be billed. */
export function OpenLines({ batch }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const isFinance = useMe().roles.includes('finance');
  const { status, pendingLines = 0, applying, followUp, answers } = batch;
  // Before the first answer every line is open, and nothing is late.
  const isOpen = status === 'sent' && pendingLines > 0 && answers.some((file) => file.status === 'applied');
  const isUnderWay = isCarrying(batch);
  if (!isOpen && followUp === undefined) return null;
  return (
    <Panel title={t('open.title')}>
      {isOpen ? <p>{isUnderWay ? t('open.carrying') : t('open.about', { count: pendingLines })}</p> : null}
      {isOpen && !isUnderWay ? <HeldIn batch={batch} /> : null}
      {isOpen && isFinance && !isUnderWay && applying === undefined ? (
        <Carry batchId={batch.batchId} lines={pendingLines} />
      ) : null}
      {followUp === undefined ? null : (
        <Alert data-color="info">
          <Paragraph>
            {t('open.carried')} <Link to={`/batch/${followUp}`}>{followUp}</Link>
          </Paragraph>
        </Alert>
      )}
    </Panel>
  );
}

/** The files whose rows wait for a person's decision, each leading to its rows. */
function HeldIn({ batch: { batchId, answers } }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const files = answers.flatMap(({ sha256, fileName, status, counts = {} }) => {
    const held = heldIn(counts);
    return status === 'applied' && held > 0 ? [{ sha256, fileName, held }] : [];
  });
  if (files.length === 0) return null;
  return (
    <>
      <p>{t('open.held')}</p>
      <ul className="held-files">
        {files.map(({ sha256, fileName, held }) => (
          <li key={sha256}>
            <Link to={`/batch/${batchId}/jawaban/${sha256}`}>{fileName}</Link> · {t('open.heldRows', { count: held })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Carry({ batchId, lines }: { readonly batchId: string; readonly lines: number }) {
  const t = useTexts(BATCH_TEXTS);
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { submit, isSending, failure } = useSubmit(CARRY, async () => {
    announce(t('open.carrying'));
    await Promise.all([BATCH, BATCHES].map(({ path }) => queries.invalidateQueries({ queryKey: [path] })));
  });
  return (
    <ReasonForm
      begin={t('open.carry')}
      send={t('open.send', { count: lines })}
      isSending={isSending}
      failure={failure}
      onSend={(reason) => submit({ params: { batchId }, body: { reason } })}
    />
  );
}
