import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { REQUEST_CHANGES } from '../../../api/requests.ts';
import type { RevisionChanges } from '../../../api/requests.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import type { Format } from '../../../format/open-format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { ChangedFields } from '../changes/changed-fields.tsx';
import { ChangedRows, RowCounts } from '../changes/changed-rows.tsx';
import { HEADER_FIELDS } from '../changes/header-fields.ts';
import type { HeaderField } from '../changes/header-fields.ts';
import { Section } from './section.tsx';
import { REQUEST_TEXTS } from './texts.ts';

const isField = (field: string): field is HeaderField => HEADER_FIELDS.some((one) => one === field);

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

function Compared({ changes: { header, files, rows } }: { readonly changes: RevisionChanges }) {
  const t = useTexts(REQUEST_TEXTS);
  const format = useFormat();
  const fields = header.flatMap(({ field, before, after }) =>
    isField(field) ? [{ field, before: shown(before, format), after: shown(after, format) }] : [],
  );
  return (
    <>
      {header.length === 0 && files.length === 0 ? <p>{t('changes.none')}</p> : null}
      <ChangedFields fields={fields} files={files} />
      {rows === undefined ? null : (
        <>
          <RowCounts counts={rows} />
          <ChangedRows
            counts={rows}
            rows={rows.list.map((row) => ({ ...row, cells: row.fields.map((column) => ({ column })) }))}
          />
        </>
      )}
    </>
  );
}
