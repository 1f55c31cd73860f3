import { Alert, Button } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '../../../../../domain/approval/policy.ts';
import { POLICY } from '../../../api/administration.ts';
import type { PersonEntry } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { PageTitle } from '../../../components/page-title.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { TextField } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { approversAmong, usePeople } from '../people/use-people.ts';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { useTelling } from '../telling.ts';
import { Chain } from './chain.tsx';
import { POLICY_EDITOR_TEXTS } from './editor/texts.ts';
import { LevelEditor } from './level-editor.tsx';
import { fieldsOf, judge, levelOf, newLevel } from './level-fields.ts';
import type { LevelFields } from './level-fields.ts';
import './policy.css';

/** A new version of the policy, begun from the one in force. */
export function PolicyEditorPage() {
  const t = useTexts(POLICY_EDITOR_TEXTS);
  const policy = useQuery({ ...readOf(useApi(), POLICY, { query: {} }), refetchOnWindowFocus: false });
  const people = usePeople();
  return (
    <>
      <BackLink to="/administrasi/kebijakan">{t('page.back')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <Loaded query={policy} lines={8}>
        {(data) => <Loaded query={people}>{({ people: all }) => <Editor start={data.policy} people={all} />}</Loaded>}
      </Loaded>
    </>
  );
}

interface EditedLevel {
  /** Of its own for as long as the page is open, however its id is typed. */
  readonly key: number;
  readonly fields: LevelFields;
}

function useLevels(start: Policy) {
  const [next, setNext] = useState(start.levels.length);
  const [levels, setLevels] = useState<readonly EditedLevel[]>(() =>
    start.levels.toSorted((a, b) => a.step - b.step).map((level, key) => ({ key, fields: fieldsOf(level) })),
  );
  return {
    levels,
    set: (key: number, change: Partial<LevelFields>) =>
      setLevels((before) =>
        before.map((one) => (one.key === key ? { key, fields: { ...one.fields, ...change } } : one)),
      ),
    add: () => {
      setLevels((before) => [...before, { key: next, fields: newLevel(before.length + 1) }]);
      setNext(next + 1);
    },
    remove: (key: number) => setLevels((before) => before.filter((one) => one.key !== key)),
    /** Changes places with its neighbour, and the steps with them, which say the order. */
    move: (index: number, by: -1 | 1) =>
      setLevels((before) => {
        const [one, other] = [before[index], before[index + by]];
        if (one === undefined || other === undefined) return before;
        const moved = [...before];
        moved[index] = { key: other.key, fields: { ...other.fields, step: one.fields.step } };
        moved[index + by] = { key: one.key, fields: { ...one.fields, step: other.fields.step } };
        return moved;
      }),
  };
}

function Editor({ start, people }: { readonly start: Policy; readonly people: readonly PersonEntry[] }) {
  const t = useTexts(POLICY_EDITOR_TEXTS);
  const language = useLanguage();
  const [version, setVersion] = useState('');
  const { levels, set, add, remove, move } = useLevels(start);
  const approvers = approversAmong(people).map(({ personId, name }) => ({ value: personId, label: name }));
  const fields = levels.map((one) => one.fields);
  const judged = judge(fields, language, t('problem.unreadable'));
  const problems = {
    ...judged.problems,
    version: version.trim() === '' || version.trim() === start.version ? t('problem.version') : undefined,
    ...(levels.length === 0 && { levels: t('problem.none') }),
  };
  const tell = useTelling(Object.fromEntries(people.map(({ personId, name }) => [personId, name])), undefined);
  return (
    <div className="admin-parts">
      <Section title={t('preview.title')}>
        <Chain levels={judged.levels} tell={tell} />
        {judged.problems['levels'] === undefined ? null : (
          <Alert data-color="danger">{judged.problems['levels']}</Alert>
        )}
      </Section>
      <ProposalForm
        problems={problems}
        wish={() => ({ kind: 'policy', content: { version: version.trim(), levels: fields.map(levelOf) } })}
      >
        {(problemAt) => (
          <>
            <TextField
              label={t('field.version')}
              hint={t('hint.version', { version: start.version })}
              value={version}
              problem={problemAt('version')}
              onType={setVersion}
            />
            {levels.map((one, index) => (
              <LevelEditor
                key={one.key}
                fields={one.fields}
                number={index + 1}
                isLast={index === levels.length - 1}
                approvers={approvers}
                set={(change) => set(one.key, change)}
                problemAt={(field) => problemAt(`levels.${index}.${field}`)}
                onMove={(by) => move(index, by)}
                onRemove={() => remove(one.key)}
              />
            ))}
            {problemAt('levels') === undefined ? null : <p className="admin-problem">{problemAt('levels')}</p>}
            <Button type="button" variant="secondary" onClick={add}>
              {t('level.add')}
            </Button>
          </>
        )}
      </ProposalForm>
    </div>
  );
}
