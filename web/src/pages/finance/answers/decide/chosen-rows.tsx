import type { AnswerRow } from '../../../../api/answers.ts';
import { useFormat } from '../../../../format/format.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { openLinesOf, totalOf } from './decisions.ts';
import { DECIDE_TEXTS } from './texts.ts';

interface ChosenRowsProps {
  readonly rows: readonly AnswerRow[];
  readonly problem: string | undefined;
}

/** Whom the decision is about, line by line with its rupiah, and how much that is together. */
export function ChosenRows({ rows, problem }: ChosenRowsProps) {
  const t = useTexts(DECIDE_TEXTS);
  const format = useFormat();
  return (
    <div className="wide chosen">
      <h3>{t('chosen.title')}</h3>
      {rows.length === 0 ? <p className="quiet">{t('chosen.none')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.row}>
            <span>
              {t('chosen.row', { row: format.count(row.row) })} · <span className="nik">{row.nik}</span>
              {openLinesOf([row]).map(({ lineId }) => (
                <code key={lineId}>{lineId}</code>
              ))}
            </span>
            <span className="rupiah">{format.rupiah(totalOf(openLinesOf([row])))}</span>
          </li>
        ))}
      </ul>
      {rows.length < 2 ? null : (
        <p className="chosen-sum">
          <span>{t('chosen.sum')}</span>
          <strong className="rupiah">{format.rupiah(totalOf(openLinesOf(rows)))}</strong>
        </p>
      )}
      <div className="problem" role="status">
        {problem}
      </div>
    </div>
  );
}
