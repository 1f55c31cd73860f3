import { Alert, Button } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { CHANGES, DRY_RUN } from '../../../api/administration.ts';
import type { DryRun } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { parseRupiah } from '../../../format/parse-rupiah.ts';
import { SelectField, TextField } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { Section } from '../section.tsx';
import { useTelling } from '../telling.ts';
import { Chain } from './chain.tsx';
import { POLICY_TEXTS } from './texts.ts';

const EXAMPLE = 250_000_000;

/** Who would be asked for an amount, by the policy in force or by one that is only proposed. */
export function DryRunSection() {
  const t = useTexts(POLICY_TEXTS);
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const proposed = search.get('perubahan') ?? '';
  const [typed, setTyped] = useState(format.rupiah(EXAMPLE));
  const [changeId, setChangeId] = useState(proposed);
  const [asked, setAsked] = useState({ amount: EXAMPLE, changeId: proposed });
  const [isWrong, setIsWrong] = useState(false);
  const api = useApi();
  const pending = useQuery(readOf(api, CHANGES, { query: { status: 'pending' } })).data?.changes ?? [];
  const { amount } = asked;
  const query = { amount, ...(asked.changeId !== '' && { changeId: asked.changeId }) };
  const answer = useQuery(readOf(api, DRY_RUN, { query }));
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseRupiah(typed);
    setIsWrong(parsed === undefined);
    if (parsed === undefined) return;
    setAsked({ amount: parsed, changeId });
    setSearch(changeId === '' ? {} : { perubahan: changeId });
  };
  return (
    <Section title={t('try.title')} anchor="coba">
      <p className="section-lead">{t('try.lead')}</p>
      <form className="try-form" noValidate onSubmit={ask}>
        <TextField
          label={t('try.amount')}
          isNumber
          value={typed}
          problem={isWrong ? t('problem.amount') : undefined}
          onType={setTyped}
        />
        <SelectField
          label={t('try.policy')}
          value={changeId}
          options={[
            { value: '', label: t('try.inForce') },
            ...pending
              .filter(({ kind }) => kind === 'policy')
              .map((one) => ({ value: one.changeId, label: t('try.proposed', { name: one.about.id }) })),
          ]}
          onChoose={setChangeId}
        />
        <Button type="submit" variant="secondary">
          {t('try.ask')}
        </Button>
      </form>
      <Loaded query={answer}>{(data) => <Answer run={data} />}</Loaded>
    </Section>
  );
}

function Answer({ run }: { readonly run: DryRun }) {
  const t = useTexts(POLICY_TEXTS);
  const tell = useTelling(run.names, undefined);
  const { levels, repeated, amount, policy } = run;
  const named = (ids: readonly string[]) => ids.map(tell.person).join(', ');
  return (
    <div role="status">
      <p className="try-answer">
        {t('try.answer', { amount: tell.format.rupiah(amount), count: levels.length, name: policy.name })}
      </p>
      {repeated.length === 0 ? null : (
        <Alert data-color="warning">{t('try.repeated', { names: named(repeated) })}</Alert>
      )}
      <Chain
        levels={levels.map((level) => level.policy)}
        tell={tell}
        more={(of) => {
          const level = levels.find((one) => one.policy.id === of.id);
          return level === undefined ? null : <Seats level={level} named={named} />;
        }}
      />
    </div>
  );
}

interface SeatsProps {
  readonly level: DryRun['levels'][number];
  readonly named: (ids: readonly string[]) => string;
}

function Seats({ level: { seats, isEnough, unreachable, withoutPin }, named }: SeatsProps) {
  const t = useTexts(POLICY_TEXTS);
  return (
    <>
      <ul className="chain-people">
        {seats.map(({ seatId, personId, passedBy }) => (
          <li key={seatId}>
            {named([personId])}
            {passedBy.length === 0 ? null : <span className="below">{t('try.for', { names: named(passedBy) })}</span>}
          </li>
        ))}
      </ul>
      {isEnough ? null : <p className="admin-problem">{t('try.tooFew')}</p>}
      {unreachable.length === 0 ? null : (
        <p className="admin-problem">{t('try.unreachable', { names: named(unreachable) })}</p>
      )}
      {withoutPin.length === 0 ? null : (
        <p className="admin-problem">{t('try.withoutPin', { names: named(withoutPin) })}</p>
      )}
    </>
  );
}
