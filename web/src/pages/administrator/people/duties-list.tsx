import { Link } from 'react-router';
import type { Duties } from '../../../api/administration.ts';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { lastMomentOf } from '../last-moment.ts';
import { PEOPLE_TEXTS } from './texts.ts';

/** What rests on a person, each with where it is passed on to somebody else. */
export function DutiesList({ duties }: { readonly duties: Duties }) {
  const t = useTexts(PEOPLE_TEXTS);
  const isFree = Object.values(duties).every((list) => list.length === 0);
  return isFree ? <p>{t('duties.none')}</p> : <Listed duties={duties} />;
}

function Listed({ duties: { policyLevels, openLevels, standsInFor } }: { readonly duties: Duties }) {
  const t = useTexts(PEOPLE_TEXTS);
  const language = useLanguage();
  const { dateTime } = useFormat();
  return (
    <div className="duties">
      {policyLevels.length === 0 ? null : (
        <div>
          <p>{t('duties.policy')}</p>
          <ul>
            {policyLevels.map(({ levelId, title, as, isOnly }) => (
              <li key={levelId}>
                <b>{title[language]}</b>: {as.map((one) => t(`duties.as.${one}`)).join(', ')}
                {isOnly ? ` – ${t('duties.only')}` : null}
              </li>
            ))}
          </ul>
          <Link to="/administrasi/kebijakan/baru">{t('duties.changePolicy')}</Link>
        </div>
      )}
      {openLevels.length === 0 ? null : (
        <div>
          <p>{t('duties.open')}</p>
          <ul>
            {openLevels.map(({ requestId, title, levelTitle, expireAt }) => (
              <li key={requestId}>
                <Link to={`/usulan/${requestId}`}>{title}</Link> – {levelTitle[language]},{' '}
                {t('duties.until', { until: dateTime(expireAt) })}
              </li>
            ))}
          </ul>
          <Link to="/administrasi/penanganan">{t('duties.reassign')}</Link> {t('duties.or')}{' '}
          <Link to="/administrasi/ketidakhadiran">{t('duties.standIn')}</Link>
        </div>
      )}
      {standsInFor.length === 0 ? null : (
        <div>
          <p>{t('duties.standsInFor')}</p>
          <ul>
            {standsInFor.map(({ personId, name, until }) => (
              <li key={`${personId} ${until}`}>
                {name}, {t('duties.until', { until: dateTime(lastMomentOf(until)) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
