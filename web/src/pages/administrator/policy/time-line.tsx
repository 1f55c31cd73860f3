import type { LevelPolicy } from '../../../../../domain/approval/policy.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { Telling } from '../telling.ts';
import { POLICY_TEXTS } from './texts.ts';

const WIDTH = 240;
const MIDDLE = 10;

/** From the opening of a level to its end: reminders, escalation, expiry; drawn, and told in words below. */
export function TimeLine({ level, tell }: { readonly level: LevelPolicy; readonly tell: Telling }) {
  const t = useTexts(POLICY_TEXTS);
  const { hours, person } = tell;
  const { reminderHours, escalateAfterHours, escalationTarget, expireAfterHours, onExpiry, holdHours } = level;
  const at = (hour: number): number => 6 + (hour / expireAfterHours) * (WIDTH - 12);
  return (
    <div className="time-line">
      <svg viewBox={`0 0 ${WIDTH} 20`} aria-hidden="true" focusable="false">
        <line x1={6} x2={WIDTH - 6} y1={MIDDLE} y2={MIDDLE} />
        {reminderHours.map((hour) => (
          <circle key={hour} data-kind="reminder" cx={at(hour)} cy={MIDDLE} r={4} />
        ))}
        {escalateAfterHours === undefined ? null : (
          <path data-kind="escalation" d={`M${at(escalateAfterHours)} 3l7 13h-14z`} />
        )}
        <rect data-kind="end" x={WIDTH - 12} y={4} width={8} height={12} rx={2} />
      </svg>
      <ul>
        {reminderHours.length === 0 ? null : (
          <li data-kind="reminder">{t('time.reminders', { times: reminderHours.map(hours).join(', ') })}</li>
        )}
        {escalateAfterHours === undefined || escalationTarget === undefined ? null : (
          <li data-kind="escalation">
            {t('time.escalation', { time: hours(escalateAfterHours), name: person(escalationTarget) })}
          </li>
        )}
        <li data-kind="end">{t(`time.${onExpiry}`, { time: hours(expireAfterHours), more: hours(holdHours ?? 0) })}</li>
      </ul>
    </div>
  );
}
