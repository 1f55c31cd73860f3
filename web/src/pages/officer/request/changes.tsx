import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { REQUEST_CHANGES } from '../../../api/requests.ts';
import type { RevisionChanges } from '../../../api/requests.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import type { Format } from '../../../format/open-format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Section } from './section.tsx';
import { REQUEST_TEXTS } from './texts.ts';

const FIELDS = ['title', 'wadahId', 'sourceId', 'programmes', 'period', 'skNumber', 'pksNumber'] as const;
const isField = (field: string): field is (typeof FIELDS)[number] => FIELDS.some((one) => one === field);

const periodSchema = z.object({ firstMonth: z.string(), months: z.number() });

function shown(value: unknown, format: Format): string {
  const period = periodSchema.safeParse(value);
  if (period.success) return format.period(period.data.firstMonth, period.data.months);
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'string' ? value : '';
}

/** Only what this revision changed against the one before. */
export function Changes({ requestId }: { readonly requestId: string }) {
  const t = useTexts(REQUEST_TEXTS);
  const { data, error, refetch } = useQuery(readOf(useApi(), REQUEST_CHANGES, { params: { requestId } }));
  return (
    <Section title={t('changes.title')}>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('changes.loading')} /> : null}
      {data === undefined ? null : <Compared changes={data} />}
    </Section>
  );
}

function Compared({ changes }: { readonly changes: RevisionChanges }) {
  const t = useTexts(REQUEST_TEXTS);
  const format = useFormat();
  const { header, files, rows } = changes;
  const isSame = header.length === 0 && files.length === 0;
  return (
    <>
      {isSame ? <p>{t('changes.none')}</p> : null}
      <dl className="facts changed">
        {header.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{isField(field) ? t(`changed.${field}`) : field}</dt>
            <dd>
              <del>{shown(before, format)}</del> <ins>{shown(after, format)}</ins>
            </dd>
          </div>
        ))}
        {files.map(({ name, change }) => (
          <div key={name}>
            <dt>{t(`changedFile.${name}`)}</dt>
            <dd>{t(`fileChange.${change}`)}</dd>
          </div>
        ))}
      </dl>
      {rows === undefined ? null : <ChangedRows rows={rows} />}
    </>
  );
}

function ChangedRows({ rows }: { readonly rows: NonNullable<RevisionChanges['rows']> }) {
  const t = useTexts(REQUEST_TEXTS);
  const format = useFormat();
  return (
    <>
      <ul className="figures">
        {(['added', 'changed', 'removed', 'same'] as const).map((kind) => (
          <li key={kind}>
            <span>{t(`rowChange.${kind}`)}</span>
            <strong>{format.count(rows[kind])}</strong>
          </li>
        ))}
      </ul>
      {rows.list.length === 0 ? null : (
        <DataTable
          caption={t('changes.rows')}
          rows={rows.list}
          keyOf={({ kind, row, nik }) => `${kind}-${String(row)}-${nik}`}
          columns={[
            { header: t('rows.row'), cell: ({ row }) => row },
            { header: t('rows.name'), cell: ({ name }) => name },
            { header: t('rows.nik'), cell: ({ nik }) => nik },
            { header: t('changes.what'), cell: ({ kind }) => <mark data-kind={kind}>{t(`rowChange.${kind}`)}</mark> },
            { header: t('changes.columns'), cell: ({ fields }) => fields.join(', ') },
          ]}
        />
      )}
    </>
  );
}
