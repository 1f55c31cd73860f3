import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CONFIRM, REJECT, WITHDRAW_CHANGE } from '../../../api/administration.ts';
import type { Change, Names } from '../../../api/administration.ts';
import { useSubmit } from '../../../api/queries.ts';
import { useMe } from '../../../auth/me.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { ReasonForm } from './reason-form.tsx';
import { CHANGE_TEXTS } from './texts.ts';

interface DecideProps {
  readonly change: Change;
  readonly names: Names;
}

/** What the person may do with a change that waits, and why not more. */
export function Decide({ change, names }: DecideProps) {
  const { personId } = useMe();
  const { proposedBy, mayConfirm } = change;
  if (proposedBy === personId) return <Withdraw change={change} names={names} />;
  return mayConfirm.some((one) => one === personId) ? (
    <Confirm change={change} />
  ) : (
    <OnlyOthers change={change} names={names} />
  );
}

/** Everything that the portal has read may be another after a change: all of it is read anew. */
function useTold(key: 'confirmed' | 'rejected' | 'withdrawn') {
  const t = useTexts(CHANGE_TEXTS);
  const announce = useAnnounce();
  const queries = useQueryClient();
  return async ({ moved = 0 }: { readonly changeId: string; readonly moved?: number }) => {
    announce(moved === 0 ? t(`done.${key}`) : t('done.moved', { count: moved }));
    await queries.invalidateQueries();
  };
}

function Confirm({ change: { changeId } }: Pick<DecideProps, 'change'>) {
  const t = useTexts(CHANGE_TEXTS);
  const [isRejecting, setIsRejecting] = useState(false);
  const confirm = useSubmit(CONFIRM, useTold('confirmed'));
  const reject = useSubmit(REJECT, useTold('rejected'));
  const failure = confirm.failure ?? reject.failure;
  return (
    <div className="decide">
      {failure === null ? null : <FailureNotice error={failure} />}
      {isRejecting ? (
        <ReasonForm
          label={t('reject.reason')}
          send={t('reject.send')}
          isSending={reject.isSending}
          onSend={(reason) => reject.submit({ params: { changeId }, body: { reason } })}
          onCancel={() => setIsRejecting(false)}
        />
      ) : (
        <div className="actions">
          <Button loading={confirm.isSending} onClick={() => confirm.submit({ params: { changeId } })}>
            {t('confirm.send')}
          </Button>
          <Button variant="secondary" data-color="danger" onClick={() => setIsRejecting(true)}>
            {t('reject.begin')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Withdraw({ change, names }: DecideProps) {
  const t = useTexts(CHANGE_TEXTS);
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const { submit, isSending, failure } = useSubmit(WITHDRAW_CHANGE, useTold('withdrawn'));
  const { changeId } = change;
  return (
    <div className="decide">
      <WhyNot change={change} names={names} why={t('why.own')} />
      {failure === null ? null : <FailureNotice error={failure} />}
      {isWithdrawing ? (
        <ReasonForm
          label={t('withdraw.reason')}
          send={t('withdraw.send')}
          isSending={isSending}
          onSend={(reason) => submit({ params: { changeId }, body: { reason } })}
          onCancel={() => setIsWithdrawing(false)}
        />
      ) : (
        <div className="actions">
          <Button variant="secondary" data-color="danger" onClick={() => setIsWithdrawing(true)}>
            {t('withdraw.begin')}
          </Button>
        </div>
      )}
    </div>
  );
}

function OnlyOthers(props: DecideProps) {
  const t = useTexts(CHANGE_TEXTS);
  return (
    <div className="decide">
      <WhyNot {...props} why={t('why.role')} />
    </div>
  );
}

function WhyNot({ change: { mayConfirm }, names, why }: DecideProps & { readonly why: string }) {
  const t = useTexts(CHANGE_TEXTS);
  const others = mayConfirm.map((one) => names[one] ?? one).join(', ');
  return (
    <p>
      {why} {mayConfirm.length === 0 ? t('why.nobody') : t('why.others', { names: others })}
    </p>
  );
}
