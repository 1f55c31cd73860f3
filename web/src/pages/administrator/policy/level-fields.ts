import { levelPolicySchema } from '../../../../../domain/approval/policy.ts';
import type { LevelPolicy } from '../../../../../domain/approval/policy.ts';
import { policyProblems } from '../../../../../domain/approval/policy-problems.ts';
import { formatRupiah } from '../../../../../domain/money/money.ts';
import type { Language } from '../../../i18n/language.ts';
import { parseRupiah } from '../../../format/parse-rupiah.ts';

/** One level as it stands in the editor, as it was typed. */
export interface LevelFields {
  readonly id: string;
  readonly step: string;
  readonly titleId: string;
  readonly titleEn: string;
  readonly approvers: readonly string[];
  readonly quorum: 'any' | 'all' | 'k-of-n';
  readonly k: string;
  readonly required: readonly string[];
  readonly amountFrom: string;
  /** Empty: no upper end. */
  readonly amountBelow: string;
  /** Hours, separated by commas. */
  readonly reminders: string;
  readonly escalateAfter: string;
  readonly escalationTarget: string;
  readonly expireAfter: string;
  readonly onExpiry: 'expire' | 'hold-once';
  readonly hold: string;
  readonly onEmpty: 'block' | 'skip';
  readonly proof: 'link' | 'link+pin';
  readonly delegates: readonly string[];
}

export function newLevel(number: number): LevelFields {
  return {
    id: `tingkat-${number}`,
    step: String(number),
    titleId: '',
    titleEn: '',
    approvers: [],
    quorum: 'any',
    k: '2',
    required: [],
    amountFrom: 'Rp0',
    amountBelow: '',
    reminders: '24, 48',
    escalateAfter: '',
    escalationTarget: '',
    expireAfter: '168',
    onExpiry: 'expire',
    hold: '72',
    onEmpty: 'block',
    proof: 'link',
    delegates: [],
  };
}

const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value));

export function fieldsOf(level: LevelPolicy): LevelFields {
  const { quorum, amountBelow } = level;
  return {
    id: level.id,
    step: String(level.step),
    titleId: level.title.id,
    titleEn: level.title.en,
    approvers: level.approvers,
    quorum: quorum.kind,
    k: quorum.kind === 'k-of-n' ? String(quorum.k) : '2',
    required: quorum.required ?? [],
    amountFrom: formatRupiah(level.amountFrom),
    amountBelow: amountBelow === null ? '' : formatRupiah(amountBelow),
    reminders: level.reminderHours.join(', '),
    escalateAfter: textOf(level.escalateAfterHours),
    escalationTarget: level.escalationTarget ?? '',
    expireAfter: String(level.expireAfterHours),
    onExpiry: level.onExpiry,
    hold: textOf(level.holdHours ?? 72),
    onEmpty: level.onEmpty,
    proof: level.proof,
    delegates: level.mayDelegateTo ?? [],
  };
}

/** `24` or `24,5`; no number where there is none. */
const numberOf = (typed: string): number => (typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.')));

/** The level as the policy has it; what cannot be read is left for the schema to find. */
export function levelOf(fields: LevelFields) {
  const required = fields.required.filter((one) => fields.approvers.includes(one));
  const below = fields.amountBelow.trim();
  return {
    id: fields.id.trim(),
    step: numberOf(fields.step),
    title: { id: fields.titleId.trim(), en: fields.titleEn.trim() },
    approvers: [...fields.approvers],
    quorum: {
      ...(fields.quorum === 'k-of-n' ? { kind: fields.quorum, k: numberOf(fields.k) } : { kind: fields.quorum }),
      ...(required.length > 0 && { required }),
    },
    amountFrom: parseRupiah(fields.amountFrom) ?? Number.NaN,
    amountBelow: below === '' ? null : (parseRupiah(below) ?? Number.NaN),
    reminderHours: fields.reminders.trim() === '' ? [] : fields.reminders.split(/[,;]\s*/).map(Number),
    ...(fields.escalateAfter.trim() !== '' && { escalateAfterHours: numberOf(fields.escalateAfter) }),
    ...(fields.escalationTarget !== '' && { escalationTarget: fields.escalationTarget }),
    expireAfterHours: numberOf(fields.expireAfter),
    onExpiry: fields.onExpiry,
    ...(fields.onExpiry === 'hold-once' && { holdHours: numberOf(fields.hold) }),
    onEmpty: fields.onEmpty,
    proof: fields.proof,
    mayDelegateTo: [...fields.delegates],
  };
}

export interface Judged {
  /** The levels that can be read so far. */
  readonly levels: readonly LevelPolicy[];
  /** By place in the policy, as the server names it too: `levels.1.amountFrom`, or `levels` for all together. */
  readonly problems: Readonly<Record<string, string>>;
}

/** Every level by its schema, and once all can be read, all of them together. @param unreadable told for each field */
export function judge(all: readonly LevelFields[], language: Language, unreadable: string): Judged {
  const problems: Record<string, string> = {};
  const levels = all.flatMap((fields, index) => {
    const parsed = levelPolicySchema.safeParse(levelOf(fields));
    for (const { path } of parsed.error?.issues ?? []) {
      problems[`levels.${index}.${path.slice(0, path[0] === 'title' ? 2 : 1).join('.')}`] = unreadable;
    }
    return parsed.success ? [parsed.data] : [];
  });
  if (levels.length < all.length) return { levels, problems };
  for (const { path, text } of policyProblems(levels)) problems[['levels', ...path].join('.')] = text[language];
  return { levels, problems };
}
