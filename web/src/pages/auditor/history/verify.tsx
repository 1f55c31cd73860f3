import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { Audit } from '../../../api/audit.ts';
import { Topic } from '../../../components/topic.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { Verdict } from '../verify-chain.ts';
import { HISTORY_TEXTS } from './texts.ts';

interface VerifyProps {
  readonly audit: Audit;
  readonly verdict: Verdict | undefined;
  readonly onVerify: () => void;
}

/** The button that computes the chain anew in this browser, and what came of it. */
export function Verify({ audit, verdict, onVerify }: VerifyProps) {
  const t = useTexts(HISTORY_TEXTS);
  return (
    <Topic
      title={t('verify.title')}
      lead={t('verify.about')}
      actions={<Button onClick={onVerify}>{t('verify.do')}</Button>}
    >
      <div role="status">
        {verdict === undefined ? (
          <p className="quiet">{t('verify.notYet')}</p>
        ) : (
          <Told audit={audit} verdict={verdict} />
        )}
      </div>
    </Topic>
  );
}

function Told({ audit: { head }, verdict: { checked, brokenAt } }: { audit: Audit; verdict: Verdict }) {
  const t = useTexts(HISTORY_TEXTS);
  const format = useFormat();
  const number = { number: format.count(brokenAt ?? 0) };
  return (
    <Alert data-color={brokenAt === null ? 'success' : 'danger'}>
      <Paragraph>
        <strong>
          {brokenAt === null ? t('verify.holds', { count: checked }) : t('verify.broken', { count: checked })}
        </strong>
      </Paragraph>
      {brokenAt === null ? (
        <Paragraph>
          {t('verify.last')} <code className="sum">{head.hash}</code>
        </Paragraph>
      ) : (
        <Paragraph>{brokenAt > checked ? t('verify.endMissing', number) : t('verify.brokenAt', number)}</Paragraph>
      )}
    </Alert>
  );
}
