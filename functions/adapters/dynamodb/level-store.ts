import * as z from 'zod';
import { levelStateSchema } from '../../../domain/approval/level.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import type { AuditFact } from '../../../domain/audit/chain.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { PersonId, RevisionId } from '../../../domain/identity/ids.ts';
import { changeHead } from './change-head.ts';
import type { HeadOutcome } from './change-head.ts';
import { LIST_INDEX, levelKey, OPEN_LEVEL_LIST, revisionKey } from './keys.ts';
import { itemsUnder, queryItems, readItem } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem } from './update.ts';

/** The stored item is the domain's level with its keys; reading drops the keys. */
const levelItemSchema = z.object(levelStateSchema.unwrap().shape);

export interface LevelPlace {
  readonly revisionId: RevisionId;
  /** 1-based number of the level. */
  readonly level: number;
}

export function readLevel(table: Table, place: LevelPlace): Promise<LevelState | null> {
  return readItem(table, levelKey(place.revisionId, place.level), levelItemSchema);
}

/** Every level of the revision opened so far, first to last. */
export async function readLevels(table: Table, revisionId: RevisionId): Promise<LevelState[]> {
  const place = { pk: revisionKey(revisionId).pk, prefix: 'LEVEL#' };
  const levels: LevelState[] = [];
  for await (const level of itemsUnder(table, place, levelItemSchema)) levels.push(level);
  return levels;
}

/** Everyone whose vote is stored on a level other than `except`: separation of duties bars them. */
export function decidersElsewhere(levels: readonly LevelState[], except: number): PersonId[] {
  return levels
    .filter((level) => level.number !== except)
    .flatMap((level) => level.seats.flatMap((seat) => (seat.vote === undefined ? [] : [seat.vote.byPersonId])));
}

export function putNewLevel(table: Table, revisionId: RevisionId, level: LevelState): WriteItem {
  const listed = { listPk: OPEN_LEVEL_LIST, listSk: `${level.expireAt}#${revisionId}`, revisionId };
  return putNewItem(table, { ...levelKey(revisionId, level.number), ...level, ...listed });
}

/** What a level that is not open any more loses. */
export const OPEN_LEVEL_ATTRIBUTES = ['listPk', 'listSk'] as const;

const openLevelSchema = levelItemSchema.extend({ revisionId: revisionIdSchema });

/** Levels that are open, by their ends. The list lags a little: judge each by what `changeLevel` reads. */
export function openLevels(table: Table): AsyncGenerator<LevelState & { revisionId: RevisionId }> {
  const query = {
    IndexName: LIST_INDEX,
    KeyConditionExpression: 'listPk = :list',
    ExpressionAttributeValues: { ':list': OPEN_LEVEL_LIST },
  };
  return queryItems(table, query, openLevelSchema);
}

/** Levels that are open although their end lies before `instant`. A freeze only moves ends on, never the place in the list. */
export async function levelsOpenPast(table: Table, instant: string): Promise<LevelPlace[]> {
  const query = {
    IndexName: LIST_INDEX,
    KeyConditionExpression: 'listPk = :list AND listSk < :instant',
    ExpressionAttributeValues: { ':list': OPEN_LEVEL_LIST, ':instant': instant },
  };
  const places: LevelPlace[] = [];
  for await (const { revisionId, number } of queryItems(table, query, openLevelSchema)) {
    const place = { revisionId, level: number };
    const level = await readLevel(table, place);
    if (level?.status === 'open' && level.expireAt < instant) places.push(place);
  }
  return places;
}

/** ConditionCheck: the level is open. */
export function levelIsOpen(table: Table, place: LevelPlace): WriteItem {
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...levelKey(place.revisionId, place.level) },
      ConditionExpression: '#status = :open',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':open': 'open' },
    },
  };
}

export type LevelJudgement<Stop> =
  | { readonly next: LevelState; readonly event: AuditFact; readonly also?: readonly WriteItem[] }
  | { readonly stop: Stop };

/**
 * Judges the level as it is stored now (with all levels of its revision, for separation of duties) and stores what it
 * becomes, with one event in the revision's chain. Whoever meets a newer version judges again.
 */
export function changeLevel<Stop>(
  table: Table,
  place: LevelPlace,
  judge: (level: LevelState, all: readonly LevelState[]) => LevelJudgement<Stop>,
): Promise<HeadOutcome<Stop>> {
  return changeHead<LevelState, Stop>(table, {
    key: levelKey(place.revisionId, place.level),
    schema: levelItemSchema,
    judge: async (level) => {
      if (level === null) throw new BrokenError(`revision ${place.revisionId} has no level ${place.level}`);
      const judgement = judge(level, await readLevels(table, place.revisionId));
      if ('stop' in judgement) return judgement;
      const { next, event, also } = judgement;
      const remove = next.status === 'open' ? [] : OPEN_LEVEL_ATTRIBUTES;
      return { change: { set: { ...next }, remove, event, ...(also !== undefined && { also }) } };
    },
  });
}
