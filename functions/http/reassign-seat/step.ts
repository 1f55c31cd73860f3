import { LEVEL_REFUSAL_TEXTS } from '../../../domain/approval/refusals.ts';
import type { LevelRefusal } from '../../../domain/approval/refusals.ts';
import { reassignSeat } from '../../../domain/approval/pass-on.ts';
import { RefusedError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import { changeLevel, decidersElsewhere } from '../../adapters/dynamodb/level-store.ts';
import type { PersonStore } from '../../adapters/dynamodb/person-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { delegationMail } from '../../mail/level-mails.ts';
import type { ReassignSeatBody, ReassignSeatOutput } from './contract.ts';

export interface ReassignDeps extends Pick<PersonStore, 'person'> {
  readonly table: Table;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

export interface ReassignCall {
  readonly params: { readonly requestId: RequestId };
  readonly body: ReassignSeatBody;
  readonly caller: Person;
}

/**
 * Gives a silent approver's seat of the open level to another approver; the reason stands in the trail. The links of the
 * one before decide nothing any more.
 * @throws RefusedError not-found; conflict with the rule's own words when the level does not allow it
 */
export async function reassign(
  { params: { requestId }, body, caller }: ReassignCall,
  deps: ReassignDeps,
): Promise<ReassignSeatOutput> {
  const { table, nudgeMail, now } = deps;
  const { fromPersonId, toPersonId, reason } = body;
  const { revisionId, status, currentLevel } = await visibleRevision(table, requestId, caller);
  if (status !== 'approving' || currentLevel === undefined) throw conflict('level-not-open');
  const to = await deps.person(toPersonId);
  if (to?.roles.includes('approver') !== true) throw noApprover();
  const place = { revisionId, level: currentLevel };
  const at = now().toISOString();
  const outcome = await changeLevel<LevelRefusal>(table, place, (level, all) => {
    const decidedElsewhere = decidersElsewhere(all, level.number);
    const result = reassignSeat({ level, fromPersonId, toPersonId, at, decidedElsewhere });
    if (result.kind === 'refused') return { stop: result.refusal };
    const { seatId } = result;
    const moved = { seatId, from: fromPersonId, to: toPersonId, reason };
    return {
      next: result.level,
      event: {
        type: 'level-reassigned',
        at,
        by: caller.personId,
        data: { level: level.number, levelId: level.levelId, ...moved },
      },
      also: [delegationMail(table, place, { from: fromPersonId, to: toPersonId, at })],
    };
  });
  if (!outcome.changed) throw conflict(outcome.stop);
  await nudgeMail();
  return { requestId, level: currentLevel, from: fromPersonId, to: toPersonId };
}

function conflict(refusal: LevelRefusal): RefusedError {
  return new RefusedError({ code: refusal, kind: 'conflict', text: LEVEL_REFUSAL_TEXTS[refusal] });
}

function noApprover(): RefusedError {
  const text = { id: 'Orang itu bukan penyetuju.', en: 'That person is not an approver.' };
  return new RefusedError({ code: 'not-an-approver', field: 'body.toPersonId', text });
}
