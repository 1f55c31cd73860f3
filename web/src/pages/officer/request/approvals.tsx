import type { RequestView } from '../../../api/requests.ts';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Section } from './section.tsx';
import { REQUEST_TEXTS } from './texts.ts';

const WORDS = { approve: 'vote.approve', reject: 'vote.reject', return: 'vote.return' } as const;

function isWord(word: string): word is keyof typeof WORDS {
  return word in WORDS;
}

/** The levels that have been opened so far, with each vote and its reason. */
export function Approvals({ request: { levels, people, unreachable } }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  if (levels.length === 0) return null;
  const named = (personId: string): string => people[personId] ?? personId;
  return (
    <Section title={t('approvals.title')}>
      <ol className="timeline levels">
        {levels.map(({ level, title, status, votes, waitingFor, expireAt }) => (
          <li key={level} data-status={status}>
            <strong>{title[language]}</strong>
            {votes.map(({ personId, word, at, reason }) => (
              <p key={personId}>
                {t(isWord(word) ? WORDS[word] : 'vote.other', { name: named(personId), at: format.dateTime(at) })}
                {reason === undefined || reason === '' ? null : <q>{reason}</q>}
              </p>
            ))}
            {waitingFor.length === 0 ? null : (
              <p>
                {t('approvals.waiting', {
                  names: waitingFor.map(named).join(', '),
                  until: format.dateTime(expireAt),
                })}
              </p>
            )}
            {unreachable
              .filter(({ personId }) => waitingFor.includes(personId))
              .map(({ personId }) => (
                <p key={personId} className="unreachable">
                  {t('approvals.unreachable', { name: named(personId) })}
                </p>
              ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}
