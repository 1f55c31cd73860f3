import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { describeRemark } from '../../../../../../domain/roster/problems.ts';
import { useFormat } from '../../../../format/format.ts';
import { useLanguage } from '../../../../i18n/language.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import type { Found, Progress } from '../../../../roster-check/messages.ts';
import { cellId } from './grid-keys.ts';
import type { GridPlace } from './roster-grid.tsx';
import { saveBlob } from '../../../../components/save-blob.ts';
import { ROSTER_TEXTS } from './texts.ts';
import type { RosterCheck } from '../use-roster-check.ts';

const LISTED = 20;

interface CheckResultProps {
  readonly check: RosterCheck;
  readonly onPlace: (place: GridPlace) => void;
}

/** What the check says: how far it is, or how many rows are good, and which are not. */
export function CheckResult({ check, onPlace }: CheckResultProps) {
  const t = useTexts(ROSTER_TEXTS);
  const language = useLanguage();
  switch (check.kind) {
    case 'none':
      return null;
    case 'progress':
      return <Checking progress={check.progress} />;
    case 'refused':
      return (
        <Alert data-color="danger" role="alert">
          <Paragraph>
            <strong>{t('check.refused')}</strong> {check.text[language]}
          </Paragraph>
        </Alert>
      );
    case 'broken':
      return (
        <Alert data-color="danger" role="alert">
          <Paragraph>{t('check.broken')}</Paragraph>
        </Alert>
      );
    case 'found':
      return <Judged found={check.found} onPlace={onPlace} />;
  }
}

function Checking({ progress: { rows, part } }: { readonly progress: Progress }) {
  const t = useTexts(ROSTER_TEXTS);
  return (
    <div className="checking" role="status">
      <progress aria-label={t('check.label')} {...(part !== undefined && { value: part })} />
      <span>{t('check.running', { count: rows })}</span>
    </div>
  );
}

interface FoundProps {
  readonly found: Found;
  readonly onPlace: CheckResultProps['onPlace'];
}

function Judged({ found, onPlace }: FoundProps) {
  const t = useTexts(ROSTER_TEXTS);
  const format = useFormat();
  const { good, bad, warned } = found;
  return (
    <>
      <div role="status">
        <ul className="tally">
          <li data-kind="good">
            <strong>{format.count(good)}</strong> {t('check.good')}
          </li>
          <li data-kind={bad > 0 ? 'bad' : 'none'}>
            <strong>{format.count(bad)}</strong> {t('check.bad')}
          </li>
          <li data-kind={warned > 0 ? 'warned' : 'none'}>
            <strong>{format.count(warned)}</strong> {t('check.warned')}
          </li>
        </ul>
      </div>
      {bad > 0 ? <ProblemList found={found} onPlace={onPlace} /> : null}
      {warned > 0 ? <WarningList found={found} /> : null}
    </>
  );
}

/** Every problem with its place; following it leads to the cell. */
function ProblemList({ found, onPlace }: FoundProps) {
  const t = useTexts(ROSTER_TEXTS);
  const language = useLanguage();
  const { badRows, badRowsCsv, positions } = found;
  const problems = badRows.flatMap((row) => row.problems);
  const indexOf = (column: string | null): number =>
    Math.max(0, Object.entries(positions).find(([name]) => name === column)?.[1] ?? 0);
  return (
    <section className="problems" aria-labelledby="problems-title">
      <h3 id="problems-title">{t('check.problems')}</h3>
      <p>{t('check.problemsNext')}</p>
      <ul>
        {problems.slice(0, LISTED).map((problem) => (
          <li key={`${problem.rowNumber}-${problem.column ?? ''}-${problem.code}`}>
            <a
              href={`#${cellId(problem.rowNumber, indexOf(problem.column))}`}
              onClick={(event) => {
                event.preventDefault();
                onPlace({ rowNumber: problem.rowNumber, index: indexOf(problem.column) });
              }}
            >
              {describeRemark(problem)[language]}
            </a>
          </li>
        ))}
      </ul>
      {problems.length > LISTED ? (
        <p className="quiet">{t('check.more', { count: problems.length - LISTED })}</p>
      ) : null}
      {badRowsCsv === undefined ? null : (
        <Button variant="secondary" data-size="sm" onClick={() => saveBlob(badRowsCsv, 'baris-perlu-diperbaiki.csv')}>
          {t('check.download')}
        </Button>
      )}
    </section>
  );
}

function WarningList({ found: { warnings } }: { readonly found: Found }) {
  const t = useTexts(ROSTER_TEXTS);
  const language = useLanguage();
  return (
    <details className="warnings">
      <summary>{t('check.warnings')}</summary>
      <ul>
        {warnings.slice(0, LISTED).map((warning) => (
          <li key={`${warning.rowNumber}-${warning.column ?? ''}-${warning.code}`}>
            {describeRemark(warning)[language]}
          </li>
        ))}
      </ul>
    </details>
  );
}
