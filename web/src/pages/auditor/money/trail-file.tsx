import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { TRAIL_FILE } from '../../../api/audit.ts';
import type { CallOutput } from '../../../api/endpoint.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { MONEY_TEXTS } from './texts.ts';

type Ready = CallOutput<typeof TRAIL_FILE.contract>;

/** The whole trail as a file that the server writes; a long one comes as several. */
export function TrailFile({ allocationId }: { readonly allocationId: string }) {
  const t = useTexts(MONEY_TEXTS);
  const [last, setLast] = useState<Ready>();
  const { submit, isSending, failure } = useSubmit(TRAIL_FILE, (file) => {
    setLast(file);
    window.location.assign(file.url);
  });
  const cursor = last?.cursor;
  return (
    <div className="trail-file">
      <Button
        variant="secondary"
        data-size="sm"
        loading={isSending}
        onClick={() => submit({ params: { allocationId }, body: { ...(cursor !== undefined && { cursor }) } })}
      >
        {cursor === undefined ? t('trail.file') : t('trail.nextFile')}
      </Button>
      <p className="below" role="status">
        {last === undefined ? '' : t('trail.fileReady', { count: last.rows, sha256: last.sha256 })}
      </p>
      {failure === null ? null : <FailureNotice error={failure} />}
    </div>
  );
}
