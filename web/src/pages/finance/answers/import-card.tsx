import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { Link } from 'react-router';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { AnswerImport, ImportStage } from './imports.ts';
import { Preview } from './preview.tsx';
import { ANSWERS_TEXTS } from './texts.ts';

interface ImportCardProps {
  readonly one: AnswerImport;
  readonly onApply: () => void;
  readonly onReadAgain: () => void;
  readonly onRemove: () => void;
}

/** One chosen file: how far it is, then what it would do. */
export function ImportCard({ one, onApply, onReadAgain, onRemove }: ImportCardProps) {
  const t = useTexts(ANSWERS_TEXTS);
  const id = useId();
  const { file, stage } = one;
  return (
    <section className="import-card" aria-labelledby={id} data-stage={stage.kind}>
      <header>
        <Heading id={id} level={2} data-size="xs">
          {file.name}
        </Heading>
        {stage.kind === 'applying' ? null : (
          <Button
            variant="tertiary"
            data-size="sm"
            aria-label={t('card.removeOne', { name: file.name })}
            onClick={onRemove}
          >
            {t('card.remove')}
          </Button>
        )}
      </header>
      <div role="status">
        <Progress stage={stage} />
        {stage.kind === 'read' ? <p className="ds-sr-only">{t('card.read')}</p> : null}
      </div>
      {stage.kind === 'applied' ? <Applied preview={stage.preview} /> : null}
      {stage.kind === 'read' ? <Preview preview={stage.preview} onApply={onApply} /> : null}
      {stage.kind === 'failed' ? <FailureNotice error={stage.error} onRetry={onReadAgain} /> : null}
    </section>
  );
}

function Progress({ stage }: { readonly stage: ImportStage }) {
  const t = useTexts(ANSWERS_TEXTS);
  const format = useFormat();
  const { kind } = stage;
  if (kind === 'waiting') return <p className="quiet">{t('card.waiting')}</p>;
  if (kind !== 'uploading' && kind !== 'reading' && kind !== 'applying') return null;
  const percent = kind === 'uploading' ? Math.floor(stage.part * 100) : 0;
  return (
    <div className="checking">
      <progress aria-label={t(`progress.${kind}`)} {...(kind === 'uploading' && { value: stage.part })} />
      {/* Each percent read out would be noise: only what is going on is. */}
      <span>
        {t(`progress.${kind}`)} {percent > 0 ? <span aria-hidden="true">{format.count(percent)}%</span> : null}
      </span>
    </div>
  );
}

function Applied({
  preview: { batchId, sha256 },
}: {
  readonly preview: { readonly batchId: string; readonly sha256: string };
}) {
  const t = useTexts(ANSWERS_TEXTS);
  return (
    <Alert data-color="success">
      <Paragraph>
        <strong>{t('applied.title')}</strong>
      </Paragraph>
      <Paragraph>
        <Link to={`/batch/${batchId}/jawaban/${sha256}`}>{t('known.see')}</Link>
      </Paragraph>
    </Alert>
  );
}
