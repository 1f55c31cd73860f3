import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { frozenUntil as frozenUntilOf } from '../../domain/approval/freeze.ts';
import type { LevelState } from '../../domain/approval/level.ts';
import { BrokenError } from '../../domain/errors.ts';
import { readFreezes } from '../adapters/dynamodb/absence-store.ts';
import type { ConfigurationStore } from '../adapters/dynamodb/configuration-store.ts';
import { revisionKey } from '../adapters/dynamodb/keys.ts';
import { readLevels } from '../adapters/dynamodb/level-store.ts';
import { findLink, secretHash } from '../adapters/dynamodb/link-store.ts';
import { pinState } from '../adapters/dynamodb/pin-store.ts';
import type { PersonStore } from '../adapters/dynamodb/person-store.ts';
import { revisionHeadSchema } from '../adapters/dynamodb/records.ts';
import type { Link, RevisionHead } from '../adapters/dynamodb/records.ts';
import { readItem } from '../adapters/dynamodb/table.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { LOG } from '../runtime/log-messages.ts';
import { logger, metrics } from '../runtime/telemetry.ts';
import { barredLink, LEFT_OFFICE, PIN_LOCKED, PIN_MISSING } from './notice.ts';
import { situationOf } from './situation.ts';
import type { Situation, SituationQuestion } from './situation.ts';
import type { Language } from './words.ts';

export interface OpenLinkDeps {
  readonly table: Table;
  readonly configuration: Pick<ConfigurationStore, 'current'>;
  readonly people: Pick<PersonStore, 'person'>;
  readonly now: () => Date;
}

/** A link with what stands behind it at this moment. */
export interface OpenedLink {
  readonly link: Link;
  readonly linkHash: string;
  readonly head: RevisionHead;
  readonly level: LevelState;
  readonly levels: readonly LevelState[];
  readonly language: Language;
  readonly utcOffsetMinutes: number;
  readonly situation: Situation;
  /** End of the freeze that holds now, when one does. */
  readonly frozenUntil: string | undefined;
}

/** Null for a secret that opens nothing; that is counted, because somebody may be guessing. */
export async function openLink(
  deps: OpenLinkDeps,
  asked: { secret: string; language: Language | undefined },
): Promise<OpenedLink | null> {
  const link = await findLink(deps.table, asked.secret);
  if (link === null) {
    logger.warn(LOG.linkUnknown.message, { code: LOG.linkUnknown.code });
    metrics.addMetric('UnknownLinks', MetricUnit.Count, 1);
    return null;
  }
  const at = deps.now().toISOString();
  const [head, levels, person, regency, freezes] = await Promise.all([
    readItem(deps.table, revisionKey(link.revisionId), revisionHeadSchema),
    readLevels(deps.table, link.revisionId),
    deps.people.person(link.personId),
    deps.configuration.current('regency'),
    readFreezes(deps.table, at),
  ]);
  const level = levels.find((one) => one.number === link.level);
  if (head === null || level === undefined) throw new BrokenError('a link leads to a revision or level that is gone');
  const { utcOffsetMinutes } = regency.document;
  const frozenUntil = frozenUntilOf(freezes, at);
  const question = { level, levels, personId: link.personId, at, utcOffsetMinutes, frozenUntil };
  return {
    link,
    linkHash: secretHash(asked.secret),
    head,
    level,
    levels,
    language: asked.language ?? person?.language ?? 'id',
    utcOffsetMinutes,
    situation: person?.leftOn === undefined ? await proven(deps.table, question) : LEFT,
    frozenUntil,
  };
}

const LEFT: Situation = { kind: 'notice', notice: barredLink(LEFT_OFFICE) };

/** A level that demands a PIN can be decided only by somebody who has one that is not locked. */
async function proven(table: Table, question: SituationQuestion): Promise<Situation> {
  const situation = situationOf(question);
  if (situation.kind === 'notice' || question.level.proof === 'link') return situation;
  const state = await pinState(table, question.personId);
  if (state === 'ready') return situation;
  return { kind: 'notice', notice: barredLink(state === 'locked' ? PIN_LOCKED : PIN_MISSING) };
}
