import { formatRupiah } from '../money/money.ts';
import type { Text } from '../text.ts';
import type { LevelPolicy } from './policy.ts';

export interface PolicyProblem {
  /** Path below `levels`: the level's index, then the field; empty when it is of all levels together. */
  readonly path: readonly (string | number)[];
  readonly text: Text;
}

type FieldProblem = readonly [field: string, text: Text];

/** Everything that makes a set of levels unusable, so that an administrator sees all of it at once. */
export function policyProblems(levels: readonly LevelPolicy[]): PolicyProblem[] {
  return [
    ...duplicateIds(levels),
    ...levels.flatMap((level, index) => levelProblems(level).map(at(index))),
    ...stepProblems(levels),
    ...coverageProblems(levels),
  ];
}

const at =
  (index: number) =>
  ([field, text]: FieldProblem): PolicyProblem => ({ path: [index, field], text });

function levelProblems(level: LevelPolicy): FieldProblem[] {
  return [...personProblems(level), ...timeProblems(level), ...rangeProblems(level)];
}

const NAMED_TWICE: Text = { id: 'satu penyetuju disebut dua kali', en: 'an approver is named twice' };
const REQUIRED_TWICE: Text = { id: 'satu orang wajib disebut dua kali', en: 'a required person is named twice' };
const TOO_MANY_REQUIRED: Text = {
  id: 'orang wajib lebih banyak daripada suara yang diperlukan',
  en: 'more persons are required than k',
};
const TARGET_SITS_HERE: Text = {
  id: 'tujuan eskalasi sudah menjadi penyetuju tingkat ini',
  en: 'the escalation target is already an approver of this level',
};

function personProblems({ approvers: named, quorum, escalationTarget }: LevelPolicy): FieldProblem[] {
  const approvers = new Set(named);
  const required = quorum.required ?? [];
  const problems: FieldProblem[] = [];
  if (approvers.size !== named.length) problems.push(['approvers', NAMED_TWICE]);
  if (new Set(required).size !== required.length) problems.push(['quorum', REQUIRED_TWICE]);
  for (const personId of required) {
    if (!approvers.has(personId)) problems.push(['quorum', requiredIsNone(personId)]);
  }
  if (quorum.kind === 'k-of-n') {
    if (quorum.k > approvers.size) problems.push(['quorum', tooFew(quorum.k, approvers.size)]);
    if (required.length > quorum.k) problems.push(['quorum', TOO_MANY_REQUIRED]);
  }
  if (escalationTarget !== undefined && approvers.has(escalationTarget)) {
    problems.push(['escalationTarget', TARGET_SITS_HERE]);
  }
  return problems;
}

const requiredIsNone = (personId: string): Text => ({
  id: `orang wajib ${personId} bukan penyetuju tingkat ini`,
  en: `required person ${personId} is not an approver`,
});

const tooFew = (k: number, approvers: number): Text => ({
  id: `perlu ${k} suara, padahal hanya ada ${approvers} penyetuju`,
  en: `k is ${k} but there are only ${approvers} approvers`,
});

const TIME_WITHOUT_TARGET: Text = {
  id: 'waktu dan tujuan eskalasi harus diisi keduanya atau tidak sama sekali',
  en: 'escalateAfterHours and escalationTarget belong together',
};
const LATE_ESCALATION: Text = {
  id: 'eskalasi harus sebelum batas akhir',
  en: 'escalation must come before expiry',
};
const HOLD_WITHOUT_HOURS: Text = {
  id: 'perpanjangan satu kali memerlukan lamanya, dan hanya di sana',
  en: 'holdHours is needed for hold-once and only there',
};
const REMINDERS_OUT_OF_ORDER: Text = {
  id: 'pengingat harus berurutan naik dan sebelum batas akhir',
  en: 'reminders must ascend and come before expiry',
};
const EMPTY_RANGE: Text = {
  id: 'batas atas harus lebih besar daripada batas bawah',
  en: 'amountBelow must be greater than amountFrom',
};

function timeProblems(level: LevelPolicy): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { escalateAfterHours, escalationTarget, expireAfterHours } = level;
  if ((escalateAfterHours === undefined) !== (escalationTarget === undefined)) {
    problems.push(['escalateAfterHours', TIME_WITHOUT_TARGET]);
  }
  if (escalateAfterHours !== undefined && escalateAfterHours >= expireAfterHours) {
    problems.push(['escalateAfterHours', LATE_ESCALATION]);
  }
  if ((level.onExpiry === 'hold-once') !== (level.holdHours !== undefined)) {
    problems.push(['holdHours', HOLD_WITHOUT_HOURS]);
  }
  if (level.reminderHours.some((hour, i, all) => hour >= expireAfterHours || (i > 0 && hour <= (all[i - 1] ?? 0)))) {
    problems.push(['reminderHours', REMINDERS_OUT_OF_ORDER]);
  }
  return problems;
}

function rangeProblems({ amountFrom, amountBelow }: LevelPolicy): FieldProblem[] {
  return amountBelow !== null && amountBelow <= amountFrom ? [['amountBelow', EMPTY_RANGE]] : [];
}

function duplicateIds(levels: readonly LevelPolicy[]): PolicyProblem[] {
  return levels.flatMap((level, index) =>
    levels.findIndex((other) => other.id === level.id) === index
      ? []
      : [
          at(index)([
            'id',
            { id: `id tingkat ${level.id} dipakai dua kali`, en: `level id ${level.id} is used twice` },
          ]),
        ],
  );
}

type Range = Pick<LevelPolicy, 'amountFrom' | 'amountBelow'>;
const byFrom = (a: Range, b: Range) => a.amountFrom - b.amountFrom;
const endOf = (range: Range) => range.amountBelow ?? Number.POSITIVE_INFINITY;

/** Alternatives of one step must touch: an overlap has two answers for an amount, a gap silently skips the step for it. */
function stepProblems(levels: readonly LevelPolicy[]): PolicyProblem[] {
  return [...Map.groupBy(levels, (level) => level.step)].flatMap(([step, alternatives]) => {
    const sorted = alternatives.toSorted(byFrom);
    return sorted.slice(1).flatMap((level, i) => {
      const end = endOf(sorted[i] ?? level);
      if (end === level.amountFrom) return [];
      const text = touching(step, [sorted[i]?.id ?? '', level.id], end > level.amountFrom);
      return [at(levels.indexOf(level))(['amountFrom', text])];
    });
  });
}

function touching(step: number, [lower, upper]: readonly [string, string], isOverlap: boolean): Text {
  return isOverlap
    ? {
        id: `langkah ${step}: ${upper} bertumpang tindih dengan ${lower}`,
        en: `step ${step}: ${upper} overlaps ${lower}`,
      }
    : {
        id: `langkah ${step}: ${upper} meninggalkan celah sesudah ${lower}`,
        en: `step ${step}: ${upper} leaves a gap after ${lower}`,
      };
}

function coverageProblems(levels: readonly LevelPolicy[]): PolicyProblem[] {
  let covered = 0;
  for (const level of levels.toSorted(byFrom)) {
    if (level.amountFrom > covered) break;
    covered = Math.max(covered, endOf(level));
  }
  return covered === Number.POSITIVE_INFINITY
    ? []
    : [
        {
          path: [],
          text: {
            id: `tidak ada tingkat yang memutuskan ${formatRupiah(covered)}: rentangnya meninggalkan celah`,
            en: `no level decides an amount of ${covered} rupiah: the ranges leave a gap`,
          },
        },
      ];
}
