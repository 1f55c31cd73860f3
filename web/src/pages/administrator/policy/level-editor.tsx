import { Button } from '@digdir/designsystemet-react';
import { useTexts } from '../../../i18n/texts.ts';
import { SelectField, TextField } from '../fields.tsx';
import type { Option } from '../fields.tsx';
import { PeopleField } from '../people-field.tsx';
import type { LevelFields } from './level-fields.ts';
import { POLICY_EDITOR_TEXTS } from './editor/texts.ts';

export interface LevelEditorProps {
  readonly fields: LevelFields;
  /** 1-based place in the list. */
  readonly number: number;
  readonly isLast: boolean;
  readonly approvers: readonly Option[];
  readonly set: (change: Partial<LevelFields>) => void;
  readonly problemAt: (field: string) => string | undefined;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** All fields of one level. */
export function LevelEditor(props: LevelEditorProps) {
  const t = useTexts(POLICY_EDITOR_TEXTS);
  const { fields, number, isLast, onMove, onRemove } = props;
  return (
    <fieldset className="level-editor">
      <legend>{t('level.legend', { number, title: fields.titleId })}</legend>
      <Names {...props} />
      <Deciders {...props} />
      <Times {...props} />
      <div className="actions">
        <Button type="button" variant="tertiary" data-size="sm" disabled={number === 1} onClick={() => onMove(-1)}>
          {t('level.up', { number })}
        </Button>
        <Button type="button" variant="tertiary" data-size="sm" disabled={isLast} onClick={() => onMove(1)}>
          {t('level.down', { number })}
        </Button>
        <Button type="button" variant="tertiary" data-size="sm" data-color="danger" onClick={onRemove}>
          {t('level.remove', { number })}
        </Button>
      </div>
    </fieldset>
  );
}

function Names({ fields, set, problemAt }: LevelEditorProps) {
  const t = useTexts(POLICY_EDITOR_TEXTS);
  const field = (name: 'titleId' | 'titleEn' | 'id' | 'step' | 'amountFrom' | 'amountBelow', place: string) => (
    <TextField
      label={t(`field.${name}`)}
      hint={name === 'step' || name === 'amountBelow' ? t(`hint.${name}`) : undefined}
      value={fields[name]}
      problem={problemAt(place)}
      onType={(value) => set({ [name]: value })}
    />
  );
  return (
    <div className="admin-fields">
      {field('titleId', 'title.id')}
      {field('titleEn', 'title.en')}
      {field('id', 'id')}
      {field('step', 'step')}
      {field('amountFrom', 'amountFrom')}
      {field('amountBelow', 'amountBelow')}
    </div>
  );
}

function Deciders({ fields, set, problemAt, approvers }: LevelEditorProps) {
  const t = useTexts(POLICY_EDITOR_TEXTS);
  const seated = approvers.filter(({ value }) => fields.approvers.includes(value));
  const quorums = ['any', 'all', 'k-of-n'] as const;
  return (
    <>
      <PeopleField
        legend={t('field.approvers')}
        people={approvers}
        chosen={fields.approvers}
        problem={problemAt('approvers')}
        onChoose={(chosen) => set({ approvers: chosen })}
      />
      <div className="admin-fields">
        <SelectField
          label={t('field.quorum')}
          value={fields.quorum}
          problem={problemAt('quorum')}
          options={quorums.map((value) => ({ value, label: t(`quorum.${value}`) }))}
          onChoose={(value) => set({ quorum: quorums.find((one) => one === value) ?? 'any' })}
        />
        {fields.quorum === 'k-of-n' ? (
          <TextField label={t('field.k')} isNumber value={fields.k} onType={(k) => set({ k })} />
        ) : null}
      </div>
      {seated.length < 2 ? null : (
        <PeopleField
          legend={t('field.required')}
          people={seated}
          chosen={fields.required}
          onChoose={(required) => set({ required })}
        />
      )}
      <details className="more-people">
        <summary>{t('field.delegatesCount', { count: fields.delegates.length })}</summary>
        <PeopleField
          legend={t('field.delegates')}
          people={approvers}
          chosen={fields.delegates}
          onChoose={(delegates) => set({ delegates })}
        />
      </details>
    </>
  );
}

function Times({ fields, set, problemAt, approvers }: LevelEditorProps) {
  const t = useTexts(POLICY_EDITOR_TEXTS);
  return (
    <div className="admin-fields">
      <TextField
        label={t('field.reminders')}
        hint={t('hint.reminders')}
        value={fields.reminders}
        problem={problemAt('reminderHours')}
        onType={(reminders) => set({ reminders })}
      />
      <TextField
        label={t('field.escalateAfter')}
        hint={t('hint.escalateAfter')}
        value={fields.escalateAfter}
        problem={problemAt('escalateAfterHours')}
        onType={(escalateAfter) => set({ escalateAfter })}
      />
      <SelectField
        label={t('field.escalationTarget')}
        value={fields.escalationTarget}
        problem={problemAt('escalationTarget')}
        options={[{ value: '', label: t('field.nobody') }, ...approvers]}
        onChoose={(escalationTarget) => set({ escalationTarget })}
      />
      <TextField
        label={t('field.expireAfter')}
        value={fields.expireAfter}
        problem={problemAt('expireAfterHours')}
        onType={(expireAfter) => set({ expireAfter })}
      />
      <SelectField
        label={t('field.onExpiry')}
        value={fields.onExpiry}
        options={(['expire', 'hold-once'] as const).map((value) => ({ value, label: t(`expiry.${value}`) }))}
        onChoose={(value) => set({ onExpiry: value === 'hold-once' ? 'hold-once' : 'expire' })}
      />
      {fields.onExpiry === 'hold-once' ? (
        <TextField
          label={t('field.hold')}
          value={fields.hold}
          problem={problemAt('holdHours')}
          onType={(hold) => set({ hold })}
        />
      ) : null}
      <SelectField
        label={t('field.onEmpty')}
        value={fields.onEmpty}
        options={(['block', 'skip'] as const).map((value) => ({ value, label: t(`empty.${value}`) }))}
        onChoose={(value) => set({ onEmpty: value === 'skip' ? 'skip' : 'block' })}
      />
      <SelectField
        label={t('field.proof')}
        value={fields.proof}
        options={(['link', 'link+pin'] as const).map((value) => ({ value, label: t(`proof.${value}`) }))}
        onChoose={(value) => set({ proof: value === 'link' ? 'link' : 'link+pin' })}
      />
    </div>
  );
}
