import { Button, Label, Textarea } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { EXCLUSIONS, LOAD_EXCLUSIONS } from '../../../api/administration.ts';
import type { ExclusionEntry } from '../../../api/administration.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { SelectField, TextField } from '../fields.tsx';
import { Section } from '../section.tsx';
import { readEntries } from './entries.ts';
import { WORKER_TEXTS } from './texts.ts';

type Load = (entries: readonly ExclusionEntry[]) => void;

/** Puts workers on the exclusion list: one by the fields, or many pasted from a sheet or a file. */
export function ExclusionForm() {
  const t = useTexts(WORKER_TEXTS);
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [turn, setTurn] = useState(0);
  const { submit, isSending, failure } = useSubmit(LOAD_EXCLUSIONS, async ({ loaded }) => {
    announce(t('load.done', { count: loaded }));
    setTurn(turn + 1);
    await queries.invalidateQueries({ queryKey: [EXCLUSIONS.path] });
  });
  const load: Load = (entries) => submit({ body: { entries: [...entries] } });
  return (
    <Section title={t('load.title')}>
      <div className="proposal">
        {failure === null ? null : <FailureNotice error={failure} />}
        <OneWorker key={`one-${turn}`} onLoad={load} isSending={isSending} />
        <ManyWorkers key={`many-${turn}`} onLoad={load} isSending={isSending} />
      </div>
    </Section>
  );
}

interface PartProps {
  readonly onLoad: Load;
  readonly isSending: boolean;
}

const REASONS = ['deceased', 'moved', 'left'] as const;
const NIK = /^\d{16}$/;

function OneWorker({ onLoad, isSending }: PartProps) {
  const t = useTexts(WORKER_TEXTS);
  const [nik, setNik] = useState('');
  const [reason, setReason] = useState<(typeof REASONS)[number]>('deceased');
  const [since, setSince] = useState('');
  const [isTried, setIsTried] = useState(false);
  const isNik = NIK.test(nik.trim());
  const send = (): void => {
    setIsTried(true);
    if (isNik && since !== '') onLoad([{ nik: nik.trim(), reason, since }]);
  };
  return (
    <>
      <div className="admin-fields">
        <TextField
          label={t('entry.nik')}
          isNumber
          maxLength={20}
          value={nik}
          problem={isTried && !isNik ? t('problem.nik') : undefined}
          onType={setNik}
        />
        <SelectField
          label={t('entry.reason')}
          value={reason}
          options={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
          onChoose={(value) => setReason(REASONS.find((one) => one === value) ?? 'deceased')}
        />
        <TextField
          label={t('entry.since')}
          type="date"
          value={since}
          problem={isTried && since === '' ? t('problem.since') : undefined}
          onType={setSince}
        />
      </div>
      <div className="proposal-send">
        <Button loading={isSending} onClick={send}>
          {t('load.one')}
        </Button>
        <p className="quiet">{t('load.effect')}</p>
      </div>
    </>
  );
}

const MOST = 1000;

function ManyWorkers({ onLoad, isSending }: PartProps) {
  const t = useTexts(WORKER_TEXTS);
  const id = useId();
  const [text, setText] = useState('');
  const { entries, wrongLines } = readEntries(text);
  const isTooMany = entries.length > MOST;
  const mayLoad = entries.length > 0 && wrongLines.length === 0 && !isTooMany;
  return (
    <details className="many">
      <summary>{t('many.title')}</summary>
      <div className="admin-field">
        <Label htmlFor={id}>{t('many.label')}</Label>
        <Textarea
          id={id}
          rows={6}
          value={text}
          aria-describedby={`${id}-hint ${id}-found`}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p id={`${id}-hint`} className="admin-hint">
          {t('many.hint')}
        </p>
        <p id={`${id}-found`} className={mayLoad || text === '' ? 'admin-hint' : 'admin-problem'} role="status">
          {isTooMany ? t('many.tooMany', { most: MOST }) : null}
          {wrongLines.length === 0
            ? t('many.found', { count: entries.length })
            : t('many.wrong', { lines: wrongLines.slice(0, 10).join(', ') })}
        </p>
      </div>
      <Button variant="secondary" loading={isSending} disabled={!mayLoad} onClick={() => onLoad(entries)}>
        {t('many.send', { count: entries.length })}
      </Button>
    </details>
  );
}
