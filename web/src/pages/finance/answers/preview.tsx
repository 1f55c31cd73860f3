import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import type { AnswerPreview } from '../../../api/answers.ts';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { AnswerRows } from './answer-rows.tsx';
import { OutcomeList } from './outcome-list.tsx';
import { ANSWERS_TEXTS } from './texts.ts';

interface PreviewProps {
  readonly preview: AnswerPreview;
  /** Undefined once it has been handed in. */
  readonly onApply: (() => void) | undefined;
}

/** What a file would do, in figures and row by row, with the button that does exactly that. */
export function Preview({ preview, onApply }: PreviewProps) {
  const t = useTexts(ANSWERS_TEXTS);
  const { batchId, sha256, readingId, status, counts, effects } = preview;
  if (status === 'stored' || status === 'applied') {
    return (
      <Alert data-color="info">
        <Paragraph>{t(`known.${status}`)}</Paragraph>
        <Paragraph>
          <Link to={`/batch/${batchId}/jawaban/${sha256}`}>{t('known.see')}</Link>
        </Paragraph>
      </Alert>
    );
  }
  return (
    <>
      <Refusal preview={preview} />
      {effects === undefined || status === 'refused' ? null : <Effects effects={effects} />}
      {counts === undefined ? null : <OutcomeList counts={counts} />}
      {status === 'refused' || onApply === undefined ? null : (
        <div className="actions">
          <Button onClick={onApply}>{t('apply')}</Button>
        </div>
      )}
      {counts === undefined ? null : (
        <AnswerRows key={readingId} batchId={batchId} sha256={sha256} readingId={readingId} counts={counts} />
      )}
    </>
  );
}

function Refusal({ preview: { problem } }: Pick<PreviewProps, 'preview'>) {
  const t = useTexts(ANSWERS_TEXTS);
  const language = useLanguage();
  if (problem === undefined) return null;
  return (
    <Alert data-color="danger" role="alert">
      <Paragraph>
        <strong>{t('refused.title')}</strong>
      </Paragraph>
      <Paragraph>{problem[language]}</Paragraph>
    </Alert>
  );
}

function Effects({ effects }: { readonly effects: NonNullable<AnswerPreview['effects']> }) {
  const t = useTexts(ANSWERS_TEXTS);
  const format = useFormat();
  const { accepted, rejected, pendingLines, voidsBill } = effects;
  return (
    <>
      <dl className="amounts" aria-label={t('effects.title')}>
        {(
          [
            ['accepted', accepted],
            ['rejected', rejected],
          ] as const
        ).map(([name, { lines, total }]) => (
          <div key={name} data-kind={name}>
            <dt>{t(`effects.${name}`)}</dt>
            <dd>
              <strong>{format.rupiah(total)}</strong>
              <span className="below">{t('effects.lines', { count: lines })}</span>
            </dd>
          </div>
        ))}
        <div data-kind="open">
          <dt>{t('effects.open')}</dt>
          <dd>
            <strong>{format.count(pendingLines)}</strong>
            <span className="below">{t('effects.openNext')}</span>
          </dd>
        </div>
      </dl>
      {voidsBill ? (
        <Alert data-color="warning">
          <Paragraph>{t('effects.voidsBill')}</Paragraph>
        </Alert>
      ) : null}
      {accepted.lines + rejected.lines === 0 ? <p>{t('effects.nothing')}</p> : null}
    </>
  );
}
