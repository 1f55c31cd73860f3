import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallInput, Contract, Endpoint } from '../../../api/endpoint.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { ReasonForm } from '../changes/reason-form.tsx';
import { STUCK_TEXTS } from './texts.ts';

interface ActProps<C extends Contract> {
  readonly endpoint: Endpoint<C>;
  readonly name: 'retry' | 'release';
  readonly inputOf: (reason: string) => CallInput<C>;
}

/** Lets something stuck go on or gives it up, with a reason that stands in the trail. */
export function Act<C extends Contract>({ endpoint, name, inputOf }: ActProps<C>) {
  const t = useTexts(STUCK_TEXTS);
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const { submit, isSending, failure } = useSubmit(endpoint, async () => {
    announce(t(`done.${name}`));
    await queries.invalidateQueries();
  });
  return (
    <div className="act">
      {failure === null ? null : <FailureNotice error={failure} />}
      {isAsking ? (
        <ReasonForm
          label={t(`reason.${name}`)}
          send={t(`send.${name}`)}
          isSending={isSending}
          onSend={(reason) => submit(inputOf(reason))}
          onCancel={() => setIsAsking(false)}
        />
      ) : (
        <Button variant="secondary" onClick={() => setIsAsking(true)}>
          {t(`begin.${name}`)}
        </Button>
      )}
    </div>
  );
}
