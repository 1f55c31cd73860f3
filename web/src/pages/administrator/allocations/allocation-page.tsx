import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { programmeSchema } from '../../../../../domain/programme/programme.ts';
import type { Programme } from '../../../../../domain/programme/programme.ts';
import { TARIFFS } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { ALLOCATIONS } from '../../../api/request-form.ts';
import type { Allocation } from '../../../api/request-form.ts';
import { PageTitle } from '../../../components/page-title.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { parseRupiah } from '../../../format/parse-rupiah.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { SelectField, TextField } from '../fields.tsx';
import type { Option } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { ALLOCATION_TEXTS } from './texts.ts';
import { useYear } from '../use-year.ts';

const NEW = 'baru';
const ACCOUNT_CODE = /^[A-Z0-9]+([.-][A-Z0-9]+)*$/;
const SHORTEST = 3;

/** One allocation to bring to another amount (APBD perubahan), or a new one. */
export function AllocationPage() {
  const t = useTexts(ALLOCATION_TEXTS);
  const { allocationId = NEW } = useParams();
  const { year } = useYear();
  const api = useApi();
  const allocations = useQuery(readOf(api, ALLOCATIONS, { query: { fiscalYear: year } }));
  const sources = useQuery(readOf(api, TARIFFS, {})).data?.fundingSources ?? [];
  const isNew = allocationId === NEW;
  const found = allocations.data?.allocations.find((one) => one.allocationId === allocationId);
  return (
    <>
      <BackLink to={`/administrasi/pagu?tahun=${year}`}>{t('page.title')}</BackLink>
      <PageTitle lead={t('change.lead')}>
        {isNew ? t('change.new', { year }) : t('change.title', { allocationId })}
      </PageTitle>
      <Loaded query={allocations} lines={5}>
        {() =>
          found === undefined && !isNew ? (
            <p>{t('change.unknown')}</p>
          ) : (
            <AllocationForm
              start={found}
              year={year}
              sources={sources.map(({ sourceId, name }) => ({ value: sourceId, label: name }))}
            />
          )
        }
      </Loaded>
    </>
  );
}

interface AllocationFields {
  readonly sourceId: string;
  readonly programme: Programme;
  readonly accountCode: string;
  readonly amount: string;
  readonly basedOn: string;
}

interface AllocationFormProps {
  readonly start: Allocation | undefined;
  readonly year: number;
  readonly sources: readonly Option[];
}

function AllocationForm({ start, year, sources }: AllocationFormProps) {
  const t = useTexts(ALLOCATION_TEXTS);
  const { rupiah } = useFormat();
  const [fields, setFields] = useState<AllocationFields>({
    sourceId: start?.sourceId ?? '',
    programme: start?.programme ?? 'JKK',
    accountCode: start?.accountCode ?? '',
    amount: start === undefined ? '' : rupiah(start.allocated),
    basedOn: '',
  });
  const set = (change: Partial<AllocationFields>) => setFields((before) => ({ ...before, ...change }));
  const amount = parseRupiah(fields.amount);
  const spoken = start === undefined ? 0 : start.allocated - start.available;
  const problems = {
    sourceId: fields.sourceId === '' ? t('problem.source') : undefined,
    accountCode: ACCOUNT_CODE.test(fields.accountCode) ? undefined : t('problem.accountCode'),
    amount: amountProblem(),
    basedOn: fields.basedOn.trim().length < SHORTEST ? t('problem.basedOn') : undefined,
  };
  function amountProblem(): string | undefined {
    if (amount === undefined) return t('problem.amount');
    return amount < spoken ? t('problem.spoken', { least: rupiah(spoken) }) : undefined;
  }
  const { sourceId, programme, accountCode, basedOn } = fields;
  const content = { sourceId, fiscalYear: year, programme, accountCode, amount: amount ?? 0, basedOn: basedOn.trim() };
  return (
    <ProposalForm problems={problems} wish={() => ({ kind: 'allocation', content })}>
      {(problemAt) => (
        <div className="admin-fields">
          {start === undefined ? (
            <>
              <SelectField
                label={t('allocation.source')}
                value={sourceId}
                problem={problemAt('sourceId')}
                options={[{ value: '', label: t('change.choose') }, ...sources]}
                onChoose={(value) => set({ sourceId: value })}
              />
              <SelectField
                label={t('allocation.programme')}
                value={programme}
                options={programmeSchema.options.map((value) => ({ value, label: value }))}
                onChoose={(value) => set({ programme: programmeSchema.safeParse(value).data ?? programme })}
              />
            </>
          ) : null}
          <TextField
            label={t('allocation.amount')}
            hint={start === undefined ? undefined : <Difference start={start} amount={amount} />}
            isNumber
            value={fields.amount}
            problem={problemAt('amount')}
            onType={(value) => set({ amount: value })}
          />
          <TextField
            label={t('allocation.accountCode')}
            value={accountCode}
            problem={problemAt('accountCode')}
            onType={(value) => set({ accountCode: value })}
          />
          <TextField
            label={t('change.basedOn')}
            hint={t('change.basedOnHint')}
            maxLength={200}
            value={basedOn}
            problem={problemAt('basedOn')}
            onType={(value) => set({ basedOn: value })}
          />
        </div>
      )}
    </ProposalForm>
  );
}

/** What is left now and would be left then, while the amount is typed. */
function Difference({ start, amount }: { readonly start: Allocation; readonly amount: number | undefined }) {
  const t = useTexts(ALLOCATION_TEXTS);
  const { rupiah } = useFormat();
  const { allocated, available } = start;
  const left = rupiah(available);
  if (amount === undefined || amount === allocated) return t('change.left', { left });
  const later = rupiah(Math.max(0, available + amount - allocated));
  return t('change.leftThen', { left, later });
}
