import { Button } from '@digdir/designsystemet-react';
import { BATCH_PAPER } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useDownload } from '../../../components/use-download.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { FACTS_TEXTS } from './texts.ts';

interface PaperButtonProps {
  readonly batchId: string;
  readonly sha256: string;
}

/** Downloads a scanned paper of a fact or of its correction. */
export function PaperButton({ batchId, sha256 }: PaperButtonProps) {
  const t = useTexts(FACTS_TEXTS);
  const api = useApi();
  const { download, isAsking, failure } = useDownload();
  return (
    <>
      <Button
        variant="secondary"
        data-size="sm"
        loading={isAsking}
        onClick={() => download(() => api.call(BATCH_PAPER, { params: { batchId, sha256 } }))}
      >
        {t('paper.download')}
      </Button>
      {failure === null ? null : <FailureNotice error={failure} />}
    </>
  );
}
