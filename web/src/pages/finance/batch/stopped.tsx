import { useQueryClient } from '@tanstack/react-query';
import { BATCH, BATCHES, RETRY_BATCH } from '../../../api/batches.ts';
import type { Batch } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { useMe } from '../../../auth/me.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { ReasonForm } from '../reason-form.tsx';
import { BATCH_TEXTS } from './texts.ts';

/** A batch that has stopped goes on where it was when an administrator says so. */
export function Stopped({ batch: { batchId, needsAdministrator } }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const isAdministrator = useMe().roles.includes('administrator');
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { submit, isSending, failure } = useSubmit(RETRY_BATCH, async () => {
    announce(t('stopped.done'));
    await Promise.all([BATCH, BATCHES].map(({ path }) => queries.invalidateQueries({ queryKey: [path] })));
  });
  if (!needsAdministrator || !isAdministrator) return null;
  return (
    <div className="stopped">
      <ReasonForm
        begin={t('stopped.begin')}
        send={t('stopped.send')}
        isSending={isSending}
        failure={failure}
        onSend={(reason) => submit({ params: { batchId }, body: { reason } })}
      />
    </div>
  );
}
