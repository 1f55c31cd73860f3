import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { REASSIGN } from '../../../api/administration.ts';
import type { OpenLevel, PersonEntry } from '../../../api/administration.ts';
import { useSubmit } from '../../../api/queries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { SelectField, TextField } from '../fields.tsx';
import { approversAmong, usePeople } from '../people/use-people.ts';
import { STUCK_TEXTS } from './texts.ts';

/** Levels that wait longest for a decision, each with a way to give a silent approver's seat to another. */
export function OpenLevels({ levels }: { readonly levels: readonly OpenLevel[] }) {
  const t = useTexts(STUCK_TEXTS);
  const language = useLanguage();
  const { dateTime } = useFormat();
  const people = usePeople().data?.people ?? [];
  if (levels.length === 0) return <EmptyState title={t('levels.none')} next={t('levels.noneNext')} />;
  const nameOf = (id: string) => {
    const { name = id, leftOn } = people.find(({ personId }) => personId === id) ?? {};
    return leftOn === undefined ? name : t('levels.left', { name });
  };
  return (
    <ul className="changes">
      {levels.map((level) => (
        <li key={level.requestId} className="change">
          <p>
            <Link to={`/usulan/${level.requestId}`}>{level.title}</Link>
          </p>
          <p>
            {t('levels.waits', { level: level.levelTitle[language], names: level.waitingFor.map(nameOf).join(', ') })}
          </p>
          <p className="quiet">
            {t('levels.times', { from: dateTime(level.openedAt), until: dateTime(level.expireAt) })}
          </p>
          <Reassign level={level} people={people} />
        </li>
      ))}
    </ul>
  );
}

interface ReassignProps {
  readonly level: OpenLevel;
  readonly people: readonly PersonEntry[];
}

function Reassign({ level, people }: ReassignProps) {
  const t = useTexts(STUCK_TEXTS);
  const [isOpen, setIsOpen] = useState(false);
  return isOpen ? (
    <ReassignForm level={level} people={people} onCancel={() => setIsOpen(false)} />
  ) : (
    <div className="actions act">
      <Button variant="secondary" onClick={() => setIsOpen(true)}>
        {t('reassign.begin')}
      </Button>
    </div>
  );
}

const SHORTEST = 3;

function ReassignForm({ level, people, onCancel }: ReassignProps & { readonly onCancel: () => void }) {
  const t = useTexts(STUCK_TEXTS);
  const announce = useAnnounce();
  const queries = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  const [fields, setFields] = useState({ from: level.waitingFor[0] ?? '', to: '', reason: '' });
  const [isTried, setIsTried] = useState(false);
  const { submit, isSending, failure } = useSubmit(REASSIGN, async () => {
    announce(t('done.reassign'));
    await queries.invalidateQueries();
    onCancel();
  });
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const optionOf = ({ personId, name }: PersonEntry) => ({ value: personId, label: name });
  const silent = people.filter(({ personId }) => level.waitingFor.includes(personId)).map(optionOf);
  const free = approversAmong(people).map(optionOf);
  const { from, to, reason } = fields;
  const isShort = reason.trim().length < SHORTEST;
  const send = (): void => {
    setIsTried(true);
    if (to === '') place.current?.querySelectorAll('select')[1]?.focus();
    else if (isShort) place.current?.querySelector('input')?.focus();
    else submit({ params: { requestId: level.requestId }, body: { fromPersonId: from, toPersonId: to, reason } });
  };
  return (
    <div ref={place} className="act">
      {failure === null ? null : <FailureNotice error={failure} />}
      <div className="admin-fields">
        <SelectField
          label={t('reassign.from')}
          value={from}
          options={silent}
          onChoose={(value) => set({ from: value })}
        />
        <SelectField
          label={t('reassign.to')}
          value={to}
          problem={isTried && to === '' ? t('problem.to') : undefined}
          options={[
            { value: '', label: t('reassign.choose') },
            ...free.filter(({ value }) => !level.waitingFor.includes(value)),
          ]}
          onChoose={(value) => set({ to: value })}
        />
        <TextField
          label={t('reassign.reason')}
          maxLength={500}
          value={reason}
          problem={isTried && isShort ? t('problem.reason') : undefined}
          onType={(value) => set({ reason: value })}
        />
      </div>
      <div className="actions act">
        <Button loading={isSending} onClick={send}>
          {t('reassign.send')}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          {t('reassign.cancel')}
        </Button>
      </div>
    </div>
  );
}
