import { Tag } from '@digdir/designsystemet-react';
import type { Coverage } from '../../../api/audit.ts';
import { Topic } from '../../../components/topic.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { WORKER_TEXTS } from './texts.ts';

/** How far the unbroken months have come towards the rights that need them. */
export function Milestones({ coverage: { milestones } }: { readonly coverage: Coverage }) {
  const t = useTexts(WORKER_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  if (milestones.length === 0) return null;
  return (
    <Topic title={t('milestones')} lead={t('milestonesLead')}>
      <ul className="milestones">
        {milestones.map(({ id, programme, months, missingMonths, reached, reachedWith, gains, source }) => (
          <li key={id}>
            <Tag data-color={reached ? 'success' : 'neutral'}>
              {reached ? t('reached') : t('missing', { count: missingMonths })}
            </Tag>
            <p>
              <strong>{gains[language]}</strong>
              <span className="below">
                {t('milestoneOf', { programme, months: format.count(months) })}
                {reached || reachedWith === undefined
                  ? ''
                  : ` ${t('reachedWith', { month: format.month(reachedWith) })}`}
              </span>
              <span className="below">{source[language]}</span>
            </p>
          </li>
        ))}
      </ul>
    </Topic>
  );
}
