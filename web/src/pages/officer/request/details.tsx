import { Button } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useApi } from '../../../api/provider.tsx';
import { REQUEST_FILE } from '../../../api/requests.ts';
import type { RequestView } from '../../../api/requests.ts';
import { useMe } from '../../../auth/me.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useDownload } from '../../../components/use-download.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Figure } from './figure.tsx';
import { Section } from './section.tsx';
import { REQUEST_TEXTS } from './texts.ts';

/** What was asked for, what the check counted, and the files it rests on. */
export function Details({ request }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const format = useFormat();
  const { summary, people, officerId, programmes, removedWorkers } = request;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('details.period'), format.period(request.firstMonth, request.months)],
    [t('details.programmes'), programmes.join(', ')],
    [t('details.source'), request.sourceId],
    [t('details.wadah'), request.wadahId],
    [t('details.sk'), request.skNumber],
    [t('details.pks'), request.pksNumber],
    [t('details.sent'), `${format.dateTime(request.submittedAt)} · ${people[officerId] ?? officerId}`],
    ...(removedWorkers === undefined ? [] : [[t('details.removed'), format.count(removedWorkers)] as const]),
  ];
  return (
    <Section title={t('details.title')}>
      {summary === undefined ? null : (
        <ul className="figures">
          <Figure name={t('figure.eligible')} value={format.count(summary.eligible)} />
          <Figure name={t('figure.refused')} value={format.count(summary.refused)} />
          <Figure name={t('figure.bad')} value={format.count(summary.badRows)} />
          <Figure name={t('figure.total')} value={format.rupiah(summary.total)} />
        </ul>
      )}
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Files request={request} />
    </Section>
  );
}

function Files({ request: { requestId, papers, roster } }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const api = useApi();
  // The roster holds whole NIKs: the server gives it to officers only.
  const isOfficer = useMe().roles.includes('officer');
  const { download, failure } = useDownload();
  const names = [
    ...(isOfficer ? [['roster', roster.fileName] as const] : []),
    ...(papers.sk === undefined ? [] : [['sk', t('file.sk')] as const]),
    ...(papers.pks === undefined ? [] : [['pks', t('file.pks')] as const]),
  ];
  if (names.length === 0) return null;
  return (
    <>
      <div className="actions files">
        {names.map(([name, label]) => (
          <Button
            key={name}
            variant="secondary"
            data-size="sm"
            onClick={() => download(() => api.call(REQUEST_FILE, { params: { requestId, name } }))}
          >
            {t('file.download', { name: label })}
          </Button>
        ))}
      </div>
      {failure === null ? null : <FailureNotice error={failure} />}
    </>
  );
}
