import type { LevelState, VoteWord } from '../../../domain/approval/level.ts';
import { delegateItem } from '../../../domain/approval/pass-on.ts';
import { castVote } from '../../../domain/approval/vote.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import type { Text } from '../../../domain/text.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { changeLevel, decidersElsewhere } from '../../adapters/dynamodb/level-store.ts';
import type { LevelJudgement, LevelPlace } from '../../adapters/dynamodb/level-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { levelToken, tokenDue } from '../../adapters/dynamodb/token-store.ts';
import { delegationMail, voteMails } from '../../mail/level-mails.ts';
import { situationOf, voteOf } from '../../pages/situation.ts';
import type { Situation } from '../../pages/situation.ts';

export interface Decider {
  readonly place: LevelPlace;
  readonly personId: PersonId;
  readonly seatId: string;
  /** What the decider was shown. */
  readonly contentHash: string;
  readonly at: string;
  readonly utcOffsetMinutes: number;
  /** End of the freeze that holds at `at`, when one does. */
  readonly frozenUntil?: string | undefined;
}

const freezeOf = ({ frozenUntil }: Decider) => (frozenUntil === undefined ? {} : { frozenUntil });

/** `level`: as stored, the decision in it. */
export type DecisionOutcome =
  | { readonly kind: 'stored'; readonly level: LevelState }
  /** Somebody or something was first: what the page has to say now. */
  | { readonly kind: 'overtaken'; readonly situation: Situation }
  | { readonly kind: 'refused'; readonly text: Text };

type Stop = Exclude<DecisionOutcome, { kind: 'stored' }>;

/** One vote: level, event, mails and the waiting state's due time in one transaction. First stored wins. */
export async function storeVote(
  table: Table,
  decider: Decider,
  { word, reason }: { word: VoteWord; reason: string },
): Promise<DecisionOutcome> {
  return store(table, decider, (level, all) => {
    const decidedElsewhere = decidersElsewhere(all, level.number);
    const { personId, at } = decider;
    const result = castVote({
      level,
      personId,
      word,
      at,
      decidedElsewhere,
      ...freezeOf(decider),
      ...(reason !== '' && { reason }),
    });
    if (result.kind === 'refused') return { stop: overtakenBy(decider, { level, all }, result.text) };
    const { level: next, seatId, verdict } = result;
    const vote = voteOf(next, personId);
    const token = { pk: revisionKey(decider.place.revisionId).pk, name: levelToken(level.number) };
    return {
      next,
      event: {
        type: 'level-voted',
        at,
        by: personId,
        data: {
          level: level.number,
          levelId: level.levelId,
          seatId,
          word,
          reason,
          verdict,
          contentHash: decider.contentHash,
        },
      },
      also: [
        ...(vote === undefined ? [] : voteMails(table, decider.place, { level: next, vote })),
        ...(verdict === 'open' ? [] : [tokenDue(table, token, at)]),
      ],
    };
  });
}

/** This one item goes to somebody whom the policy allows; the giver's links decide nothing any more. */
export async function storeDelegation(table: Table, decider: Decider, to: string): Promise<DecisionOutcome> {
  const toPersonId = personIdSchema.safeParse(to);
  if (!toPersonId.success) return { kind: 'refused', text: CHOOSE_SOMEBODY };
  return store(table, decider, (level, all) => {
    const { personId, at, place } = decider;
    const decidedElsewhere = decidersElsewhere(all, level.number);
    const pass = {
      level,
      fromPersonId: personId,
      toPersonId: toPersonId.data,
      at,
      decidedElsewhere,
      ...freezeOf(decider),
    };
    const result = delegateItem(pass);
    if (result.kind === 'refused') return { stop: overtakenBy(decider, { level, all }, result.text) };
    return {
      next: result.level,
      event: {
        type: 'level-delegated',
        at,
        by: personId,
        data: { level: level.number, levelId: level.levelId, seatId: result.seatId, to: toPersonId.data },
      },
      also: [delegationMail(table, place, { from: personId, to: toPersonId.data, at })],
    };
  });
}

const CHOOSE_SOMEBODY: Text = {
  id: 'pilih orang yang akan memutuskan sebagai pengganti Anda.',
  en: 'choose the person who is to decide in your place.',
};

async function store(
  table: Table,
  decider: Decider,
  judge: (level: LevelState, all: readonly LevelState[]) => LevelJudgement<Stop>,
): Promise<DecisionOutcome> {
  let stored: LevelState | undefined;
  const outcome = await changeLevel<Stop>(table, decider.place, (level, all) => {
    const judgement = judge(level, all);
    if ('next' in judgement) stored = judgement.next;
    return judgement;
  });
  if (!outcome.changed) return outcome.stop;
  if (stored === undefined) throw new TypeError('a level changed without a judgement');
  return { kind: 'stored', level: stored };
}

/** Either the link's situation is another now, or what was asked is not allowed to somebody who may decide. */
function overtakenBy(
  decider: Decider,
  { level, all }: { level: LevelState; all: readonly LevelState[] },
  text: Text,
): Stop {
  const { personId, at, utcOffsetMinutes, frozenUntil } = decider;
  const situation = situationOf({ level, levels: all, personId, at, utcOffsetMinutes, frozenUntil });
  return situation.kind === 'notice' ? { kind: 'overtaken', situation } : { kind: 'refused', text };
}
