import { Button, Tag } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BATCH, BATCHES } from '../../../api/batches.ts';
import type { Batch } from '../../../api/batches.ts';
import { useMe } from '../../../auth/me.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { Panel } from '../panel.tsx';
import { CorrectionForm } from './correction-form.tsx';
import { Corrections } from './corrections.tsx';
import { enteredFactsOf } from './entered-facts-list.ts';
import type { EnteredFact } from './entered-facts-list.ts';
import { PaperButton } from './paper-button.tsx';
import { ReversalForm } from './reversal-form.tsx';
import { FACTS_TEXTS } from './texts.ts';

/** Bill, SP2D and payments as they were entered, each with its paper and what can still be put right about it. */
export function EnteredFacts({ batch }: { readonly batch: Batch }) {
  const t = useTexts(FACTS_TEXTS);
  const facts = enteredFactsOf(batch);
  if (facts.length === 0) return null;
  return (
    <Panel title={t('facts.title')}>
      <ul className="facts-list">
        {facts.map((fact) => (
          <Fact key={fact.key} fact={fact} batch={batch} />
        ))}
      </ul>
      <Corrections batch={batch} />
    </Panel>
  );
}

interface FactProps {
  readonly fact: EnteredFact;
  readonly batch: Batch;
}

function Fact({ fact, batch }: FactProps) {
  const t = useTexts(FACTS_TEXTS);
  const format = useFormat();
  const { kind, reference, date, amount, at, by, reversed } = fact;
  return (
    <li data-reversed={reversed !== undefined}>
      <div className="fact-head">
        <h3>{t(`kind.${kind}`)}</h3>
        <strong>{format.rupiah(amount)}</strong>
        {reversed === undefined ? null : <Tag data-color="danger">{t('facts.reversed')}</Tag>}
      </div>
      <dl className="fact-values">
        <div>
          <dt>{t(`reference.${kind}`)}</dt>
          <dd>{reference}</dd>
        </div>
        {date === undefined ? null : (
          <div>
            <dt>{t(`date.${kind}`)}</dt>
            <dd>{format.date(date)}</dd>
          </div>
        )}
        <div>
          <dt>{t('facts.entered')}</dt>
          <dd>
            {format.dateTime(at)} · {batch.people[by] ?? by}
          </dd>
        </div>
        {reversed === undefined ? null : (
          <div>
            <dt>{t('facts.reversedOn')}</dt>
            <dd>
              {format.date(reversed.date)} · {reversed.reason}
            </dd>
          </div>
        )}
      </dl>
      <FactActions fact={fact} batch={batch} />
    </li>
  );
}

type Doing = 'nothing' | 'correcting' | 'reversing';

/** What finance may still do about a fact; the server says the last word. */
function FactActions({ fact, batch }: FactProps) {
  const t = useTexts(FACTS_TEXTS);
  const { personId, roles } = useMe();
  const [doing, setDoing] = useState<Doing>('nothing');
  const announce = useAnnounce();
  const queries = useQueryClient();
  const isLive = roles.includes('finance') && batch.status !== 'closed' && fact.reversed === undefined;
  const isOwn = fact.by === personId;
  const canReverse = isLive && fact.kind === 'payment' && ['sp2d', 'paid'].includes(batch.status);
  const props = {
    batchId: batch.batchId,
    fact,
    onCancel: () => setDoing('nothing'),
    onDone: async () => {
      announce(t(doing === 'correcting' ? 'correct.done' : 'reverse.done'));
      setDoing('nothing');
      await Promise.all([BATCH, BATCHES].map(({ path }) => queries.invalidateQueries({ queryKey: [path] })));
    },
  };
  if (doing === 'correcting') return <CorrectionForm {...props} />;
  if (doing === 'reversing') return <ReversalForm {...props} />;
  return (
    <div className="actions">
      {fact.paper === undefined ? (
        <span className="quiet">{t('paper.none')}</span>
      ) : (
        <PaperButton batchId={batch.batchId} sha256={fact.paper} />
      )}
      {isLive && !isOwn ? (
        <Button variant="secondary" data-size="sm" onClick={() => setDoing('correcting')}>
          {t('correct.begin')}
        </Button>
      ) : null}
      {canReverse ? (
        <Button variant="secondary" data-size="sm" data-color="danger" onClick={() => setDoing('reversing')}>
          {t('reverse.begin')}
        </Button>
      ) : null}
      {isLive && isOwn ? <span className="quiet">{t('correct.own')}</span> : null}
    </div>
  );
}
