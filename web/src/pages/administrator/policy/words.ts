import type { LevelPolicy } from '../../../../../domain/approval/policy.ts';
import type { Telling } from '../telling.ts';

type Words = Pick<Telling, 't' | 'format' | 'person'>;

/** How many of a level have to approve, and whose approval must be among them; words of ADMINISTRATOR_TEXTS. */
export function quorumText(
  { quorum, approvers }: Pick<LevelPolicy, 'quorum' | 'approvers'>,
  { t, person }: Words,
): string {
  const of = approvers.length;
  const words = of === 1 ? t('quorum.only') : quorumWords(quorum, of, t);
  const { required = [] } = quorum;
  return required.length === 0
    ? words
    : `${words}; ${t('quorum.required', { names: required.map(person).join(', ') })}`;
}

function quorumWords(quorum: LevelPolicy['quorum'], of: number, t: Words['t']): string {
  return quorum.kind === 'k-of-n' ? t('quorum.k-of-n', { k: quorum.k, of }) : t(`quorum.${quorum.kind}`, { of });
}

/** For which amounts a level decides; whole rupiah, the upper end not included. */
export function rangeText(
  { amountFrom, amountBelow }: Pick<LevelPolicy, 'amountFrom' | 'amountBelow'>,
  words: Words,
): string {
  const { t, format } = words;
  if (amountBelow === null)
    return amountFrom === 0 ? t('range.all') : t('range.from', { from: format.rupiah(amountFrom) });
  return amountFrom === 0
    ? t('range.below', { below: format.rupiah(amountBelow) })
    : t('range.between', { from: format.rupiah(amountFrom), below: format.rupiah(amountBelow) });
}
