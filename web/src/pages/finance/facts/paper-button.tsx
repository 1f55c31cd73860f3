import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { BATCH_PAPER } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
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
  const [failure, setFailure] = useState<Error | null>(null);
  const open = async (): Promise<void> => {
    setFailure(null);
    // The address ends soon, so it is asked for only now.
    const { url } = await api.call(BATCH_PAPER, { params: { batchId, sha256 } });
    window.location.assign(url);
  };
  return (
    <>
      <Button variant="secondary" data-size="sm" onClick={() => void open().catch(setFailure)}>
        {t('paper.download')}
      </Button>
      {failure === null ? null : <FailureNotice error={failure} />}
    </>
  );
}
