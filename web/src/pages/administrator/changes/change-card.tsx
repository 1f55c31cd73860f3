import { Heading, Tag } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { Link } from 'react-router';
import * as z from 'zod';
import type { Change, Names, Places } from '../../../api/administration.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useTelling } from '../telling.ts';
import { compare } from './compare.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { Decide } from './decide.tsx';
import { factsOf } from './facts.ts';
import type { FactTelling } from './read-facts.ts';
import { CHANGE_TEXTS } from './texts.ts';

const COLOURS = { pending: 'warning', confirmed: 'success', rejected: 'danger', withdrawn: 'neutral' } as const;

interface ChangeCardProps {
  readonly change: Change;
  readonly names: Names;
  /** Offices and places by name; their ids are shown until they are known. */
  readonly places: Places | undefined;
  /** Of its heading: one more than that of the heading above. */
  readonly level?: 2 | 3;
}

/** One change: of what, by whom, what it makes of what there was, and what became of it. */
export function ChangeCard({ change, names, places, level = 2 }: ChangeCardProps) {
  const c = useTexts(CHANGE_TEXTS);
  const tell = { ...useTelling(names, places), c };
  const id = useId();
  const { kind, status, before, after, about, changeId, reason } = change;
  const title = titleOf(change, tell);
  return (
    <li className="change" aria-labelledby={id}>
      <div className="change-head">
        <Heading id={id} level={level} data-size="2xs">
          {title}
        </Heading>
        <Tag data-color={COLOURS[status]}>{c(`status.${status}`)}</Tag>
      </div>
      <History change={change} tell={tell} />
      {about.paper === undefined ? null : <p className="change-paper">{c('about.paper', { paper: about.paper })}</p>}
      <ComparisonTable caption={title} rows={compare(factsOf(kind, before, tell), factsOf(kind, after, tell))} />
      {reason === undefined ? null : <p className="change-reason">{c('reason.told', { reason })}</p>}
      {kind === 'policy' && status === 'pending' ? (
        <p>
          <Link to={`/administrasi/kebijakan?perubahan=${changeId}`}>{c('about.try')}</Link>
        </p>
      ) : null}
      {status === 'pending' ? <Decide change={change} names={names} /> : null}
    </li>
  );
}

const namedSchema = z.object({ name: z.string() });

function titleOf({ kind, about: { id }, after }: Change, { c, person, office, format }: FactTelling): string {
  const name = namedSchema.safeParse(after).data?.name;
  switch (kind) {
    case 'person':
      return c('title.person', { name: name ?? person(id) });
    case 'office':
      return c('title.office', { name: name ?? office(id) });
    case 'delegation':
    case 'pin':
      return c(`title.${kind}`, { name: person(id) });
    case 'freeze':
      return c('title.freeze', { name: format.date(id) });
    case 'policy':
    case 'calendar':
    case 'allocation':
    case 'figure':
      return c(`title.${kind}`, { name: id });
  }
}

function History({ change, tell: { c, person, format } }: { readonly change: Change; readonly tell: FactTelling }) {
  const { proposedBy, proposedAt, confirmedBy, confirmedAt, droppedBy, droppedAt, status } = change;
  const ended = confirmedBy ?? droppedBy;
  const endedAt = confirmedAt ?? droppedAt;
  return (
    <p className="quiet">
      {c('history.proposed', { name: person(proposedBy), at: format.dateTime(proposedAt) })}
      {ended === undefined || endedAt === undefined || status === 'pending' ? null : (
        <span className="below">{c(`history.${status}`, { name: person(ended), at: format.dateTime(endedAt) })}</span>
      )}
    </p>
  );
}
