import { useState } from 'react';
import type { Places } from '../../../api/administration.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField, TickField } from '../fields.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { Section } from '../section.tsx';
import { PEOPLE_TEXTS } from './texts.ts';

interface OfficeFormProps {
  /** As it is in force; absent for a new one. */
  readonly start: Places['offices'][number] | undefined;
  readonly places: Places;
}

const ID = /^[a-z0-9-]{2,40}$/;

/** An office as a whole, to be proposed: its name and where its workers may come from. */
export function OfficeForm({ start, places }: OfficeFormProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const [officeId, setOfficeId] = useState<string>(start?.officeId ?? '');
  const [name, setName] = useState(start?.name ?? '');
  const [villages, setVillages] = useState<readonly string[]>(start?.villages ?? []);
  const isTaken = start === undefined && places.offices.some((one) => one.officeId === officeId);
  const tick = (code: string, isTicked: boolean) =>
    setVillages((before) => (isTicked ? [...before, code] : before.filter((one) => one !== code)));
  const problems = {
    officeId: ID.test(officeId) ? (isTaken ? t('problem.taken') : undefined) : t('problem.officeId'),
    name: name.trim() === '' ? t('problem.name') : undefined,
  };
  return (
    <Section title={t('office.form')}>
      <ProposalForm
        problems={problems}
        wish={() => ({ kind: 'office', content: { officeId, name: name.trim(), villages: [...villages].toSorted() } })}
      >
        {(problemAt) => (
          <>
            <div className="admin-fields">
              {start === undefined ? (
                <TextField
                  label={t('office.id')}
                  hint={t('person.idHint')}
                  value={officeId}
                  problem={problemAt('officeId')}
                  onType={setOfficeId}
                />
              ) : null}
              <TextField label={t('offices.name')} value={name} problem={problemAt('name')} onType={setName} />
            </div>
            <Area places={places} villages={villages} onTick={tick} />
          </>
        )}
      </ProposalForm>
    </Section>
  );
}

interface AreaProps {
  readonly places: Places;
  readonly villages: readonly string[];
  readonly onTick: (code: string, isTicked: boolean) => void;
}

/** The whole regency, whole kecamatan, or single villages. */
function Area({ places: { regency, kecamatan, villages: all }, villages, onTick }: AreaProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const tickOf = ({ code, name }: { readonly code: string; readonly name: string }, label = name) => (
    <TickField
      key={code}
      label={label}
      isTicked={villages.includes(code)}
      onTick={(isTicked) => onTick(code, isTicked)}
    />
  );
  return (
    <fieldset className="admin-group">
      <legend>{t('offices.area')}</legend>
      <p className="admin-hint">{t('office.areaHint')}</p>
      {tickOf(regency, t('office.whole', { name: regency.name }))}
      {villages.includes(regency.code)
        ? null
        : kecamatan.map((one) => (
            <div key={one.code} className="kecamatan">
              {tickOf(one, t('office.kecamatan', { name: one.name }))}
              {villages.includes(one.code) ? null : (
                <details open={villages.some((code) => code.startsWith(`${one.code}.`))}>
                  <summary>{t('office.villages', { name: one.name })}</summary>
                  <div className="ticks">
                    {all.filter(({ code }) => code.startsWith(`${one.code}.`)).map((village) => tickOf(village))}
                  </div>
                </details>
              )}
            </div>
          ))}
    </fieldset>
  );
}
