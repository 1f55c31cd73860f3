import { Button, Input, Label } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { LOAD_MEMBERS, MEMBER_LIST } from '../../../api/administration.ts';
import type { LoadedMembers } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { sha256Of, upload } from '../../../api/uploads.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { TextField } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { Section } from '../section.tsx';
import { WORKER_TEXTS } from './texts.ts';

type Refused = Extract<LoadedMembers, { outcome: 'refused' }>;

/** BPJS TK's list of its active members: which one is in force, and the upload of a newer one. */
export function MemberList() {
  const t = useTexts(WORKER_TEXTS);
  const format = useFormat();
  const query = useQuery(readOf(useApi(), MEMBER_LIST, {}));
  return (
    <Section title={t('members.title')}>
      <Loaded query={query} lines={2}>
        {({ list }) =>
          list === null ? (
            <EmptyState title={t('members.none')} next={t('members.noneNext')} />
          ) : (
            <p>
              {t('members.inForce', {
                date: format.date(list.asOf),
                count: list.workers,
                at: format.dateTime(list.loadedAt),
              })}
            </p>
          )
        }
      </Loaded>
      <MemberForm />
    </Section>
  );
}

function useLoadMembers() {
  const t = useTexts(WORKER_TEXTS);
  const api = useApi();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const isUnderWay = useRef(false);
  const [part, setPart] = useState<number>();
  const [failure, setFailure] = useState<Error | null>(null);
  const [refused, setRefused] = useState<Refused>();
  const load = async (file: File, asOf: string): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setFailure(null);
    setRefused(undefined);
    setPart(0);
    try {
      const order = { kind: 'members' as const, name: file.name, blob: file, sha256: await sha256Of(file) };
      const uploadKey = await upload(api, order, setPart);
      const answer = await api.call(LOAD_MEMBERS, { body: { uploadKey, asOf } });
      if (answer.outcome === 'refused') setRefused(answer);
      else {
        announce(t('members.done', { count: answer.workers }));
        await queries.invalidateQueries({ queryKey: [MEMBER_LIST.path] });
      }
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      isUnderWay.current = false;
      setPart(undefined);
    }
  };
  return { part, failure, refused, load: (file: File, asOf: string) => void load(file, asOf) };
}

function MemberForm() {
  const t = useTexts(WORKER_TEXTS);
  const id = useId();
  const [file, setFile] = useState<File>();
  const [asOf, setAsOf] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { part, failure, refused, load } = useLoadMembers();
  const send = (): void => {
    setIsTried(true);
    if (file !== undefined && asOf !== '') load(file, asOf);
  };
  return (
    <div className="proposal">
      <div className="admin-fields">
        <div className="admin-field">
          <Label htmlFor={id}>{t('members.file')}</Label>
          <Input
            id={id}
            type="file"
            accept=".csv,.xlsx"
            aria-describedby={`${id}-hint`}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
          />
          {isTried && file === undefined ? <p className="admin-problem">{t('problem.file')}</p> : null}
          <p id={`${id}-hint`} className="admin-hint">
            {t('members.hint')}
          </p>
        </div>
        <TextField
          label={t('members.asOf')}
          hint={t('members.asOfHint')}
          type="date"
          value={asOf}
          problem={isTried && asOf === '' ? t('problem.asOf') : undefined}
          onType={setAsOf}
        />
      </div>
      {failure === null ? null : <FailureNotice error={failure} />}
      {refused === undefined ? null : <WrongRows refused={refused} />}
      <div className="proposal-send">
        <Button loading={part !== undefined} onClick={send}>
          {t('members.send')}
        </Button>
        {part === undefined ? null : <progress value={part} max={1} aria-label={t('members.progress')} />}
      </div>
    </div>
  );
}

function WrongRows({ refused: { wrongRows, problems } }: { readonly refused: Refused }) {
  const t = useTexts(WORKER_TEXTS);
  const language = useLanguage();
  return (
    <div role="alert" className="wrong-rows">
      <p className="admin-problem">{t('members.refused', { count: wrongRows })}</p>
      <DataTable
        caption={t('members.problems')}
        rows={problems}
        keyOf={({ row, column }) => `${row} ${column}`}
        columns={[
          { header: t('members.row'), cell: ({ row }) => row },
          { header: t('members.column'), cell: ({ column }) => column },
          { header: t('members.value'), cell: ({ value }) => value },
          { header: t('members.reason'), cell: ({ reason }) => reason[language] },
        ]}
      />
    </div>
  );
}
