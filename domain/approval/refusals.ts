import type { Text } from '../text.ts';

/** Why a level does not take a vote or a change of holder. The codes are interface: pages and tests choose by them. */
export type LevelRefusal =
  | 'level-not-open'
  | 'expired'
  | 'frozen'
  | 'not-an-approver'
  | 'seat-passed-on'
  | 'already-voted'
  | 'is-submitter'
  | 'decided-another-level'
  | 'reason-required'
  | 'delegate-not-allowed'
  | 'already-has-a-seat'
  | 'too-many-moves'
  | 'not-due';

export const LEVEL_REFUSAL_TEXTS: Readonly<Record<LevelRefusal, Text>> = {
  'level-not-open': {
    id: 'Tingkat persetujuan ini sudah selesai; tidak ada yang perlu diputuskan lagi.',
    en: 'This level is already decided; nothing is left to do here.',
  },
  expired: { id: 'Batas waktu keputusan ini sudah lewat.', en: 'The time for this decision has passed.' },
  frozen: {
    id: 'Keputusan sedang dibekukan; silakan buka lagi setelah masa pembekuan berakhir.',
    en: 'Decisions are frozen at present; please come back when the freeze has ended.',
  },
  'not-an-approver': {
    id: 'Anda bukan penyetuju pada tingkat ini.',
    en: 'You are not an approver of this level.',
  },
  'seat-passed-on': {
    id: 'Keputusan ini sudah dialihkan kepada orang lain.',
    en: 'This decision has been passed on to another person.',
  },
  'already-voted': { id: 'Keputusan Anda sudah tercatat.', en: 'Your decision is already recorded.' },
  'is-submitter': {
    id: 'Pengusul tidak boleh ikut memutuskan usulannya sendiri.',
    en: 'The person who submitted a request may not decide it.',
  },
  'decided-another-level': {
    id: 'Orang yang sama tidak boleh memutuskan pada dua tingkat.',
    en: 'One person may not decide on two levels.',
  },
  'reason-required': {
    id: 'Tuliskan alasan untuk menolak atau mengembalikan usulan.',
    en: 'Give a reason for rejecting or returning the request.',
  },
  'delegate-not-allowed': {
    id: 'Kebijakan tidak mengizinkan pengalihan kepada orang tersebut.',
    en: 'The policy does not allow passing the decision to that person.',
  },
  'already-has-a-seat': {
    id: 'Orang tersebut sudah menjadi penyetuju pada tingkat ini.',
    en: 'That person is already an approver of this level.',
  },
  'too-many-moves': {
    id: 'Keputusan ini sudah terlalu sering dialihkan atau akan kembali kepada orang yang sama.',
    en: 'This decision has been passed on too often, or would come back to the same person.',
  },
  'not-due': { id: 'Belum waktunya.', en: 'Nothing is due yet.' },
};

export interface Refused {
  readonly kind: 'refused';
  readonly refusal: LevelRefusal;
  readonly text: Text;
}

export function refused(refusal: LevelRefusal): Refused {
  return { kind: 'refused', refusal, text: LEVEL_REFUSAL_TEXTS[refusal] };
}
