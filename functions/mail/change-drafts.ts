import type { Text } from '../../domain/text.ts';
import type { Change, Proposal } from '../administration/change-records.ts';
import { moment } from './mail-facts.ts';
import { OPEN_PORTAL } from './other-drafts.ts';
import type { MailDraft } from './render-mail.ts';

const KINDS: Readonly<Record<Proposal['kind'], Text>> = {
  person: { id: 'data orang', en: 'a person' },
  office: { id: 'instansi', en: 'an office' },
  policy: { id: 'kebijakan persetujuan', en: 'the approval policy' },
  calendar: { id: 'kalender pembayaran', en: 'the payment calendar' },
  allocation: { id: 'pagu anggaran', en: 'an allocation' },
  figure: { id: 'angka yang belum pasti', en: 'an uncertain figure' },
  delegation: { id: 'pengganti selama berhalangan', en: 'a stand-in during absence' },
  freeze: { id: 'masa pembekuan', en: 'a freeze period' },
  pin: { id: 'PIN penyetuju', en: 'an approver’s PIN' },
};

export interface ChangeFacts {
  readonly change: Change;
  readonly nameOf: (personId: string) => string;
  readonly utcOffsetMinutes: number;
}

const same = (text: string): Text => ({ id: text, en: text });

/** From whom to whom and when; the end is exclusive, so its last second is told. */
function absenceFacts({ change, nameOf, utcOffsetMinutes }: ChangeFacts): MailDraft['facts'] {
  const { proposal } = change;
  if (proposal.kind !== 'delegation') return [];
  const { fromPersonId, toPersonId, from, until } = proposal.content;
  const last = new Date(Date.parse(until) - 1000).toISOString();
  return [
    [{ id: 'Berhalangan', en: 'Absent' }, same(nameOf(fromPersonId))],
    [{ id: 'Pengganti', en: 'Stand-in' }, same(nameOf(toPersonId))],
    [{ id: 'Sejak', en: 'From' }, moment(from, utcOffsetMinutes)],
    [{ id: 'Sampai', en: 'Until' }, moment(last, utcOffsetMinutes)],
  ];
}

/** To the other administrators: nothing happens until one of them confirms it. What it holds stands in the portal only. */
export function changeWaitingDraft(facts: ChangeFacts, portalUrl: string): MailDraft {
  const { change, nameOf, utcOffsetMinutes } = facts;
  const kind = KINDS[change.proposal.kind];
  return {
    subject: { id: `Perubahan menunggu pengesahan: ${kind.id}`, en: `A change awaits confirmation: ${kind.en}` },
    paragraphs: [
      {
        id: 'Perubahan ini baru berlaku setelah administrator lain mengesahkannya. Periksa keadaan sebelum dan sesudahnya di portal, lalu sahkan atau tolak dengan alasan.',
        en: 'This change takes effect only when another administrator confirms it. Compare before and after in the portal, then confirm it or reject it with a reason.',
      },
    ],
    facts: [
      [{ id: 'Diusulkan oleh', en: 'Proposed by' }, same(nameOf(change.proposedBy))],
      [{ id: 'Pada', en: 'On' }, moment(change.proposedAt, utcOffsetMinutes)],
      ...absenceFacts(facts),
    ],
    button: { label: OPEN_PORTAL, url: portalUrl },
  };
}

const CONFIRMED: Text = {
  id: 'Permintaan Anda disahkan. Dalam masa ini setiap keputusan yang menunggu Anda beralih kepada pengganti; tautan Anda untuk usulan itu tidak berlaku lagi.',
  en: 'Your request is confirmed. In this time every decision that waits for you goes to your stand-in; your links to those requests are no longer valid.',
};
const REJECTED: Text = {
  id: 'Permintaan Anda ditolak. Keputusan tetap menunggu Anda, dan tautan Anda tetap berlaku. Mintalah lagi dari halaman usulan, atau hubungi administrator.',
  en: 'Your request is rejected. Decisions still wait for you, and your links stay valid. Ask again on a request’s page, or talk to an administrator.',
};

/** To the approver who asked for a stand-in on the own page; null while nobody has answered. */
export function absenceAnsweredDraft(facts: ChangeFacts): MailDraft | null {
  const { status, reason = '' } = facts.change;
  if (status === 'confirmed') {
    return {
      subject: { id: 'Pengganti Anda disahkan', en: 'Your stand-in is confirmed' },
      paragraphs: [CONFIRMED],
      facts: absenceFacts(facts),
    };
  }
  if (status !== 'rejected') return null;
  return {
    subject: { id: 'Permintaan pengganti ditolak', en: 'Your absence request is rejected' },
    paragraphs: [REJECTED],
    facts: [...absenceFacts(facts), [{ id: 'Alasan', en: 'Reason' }, same(reason)]],
  };
}

/** To the approver for whom administrators have set a stand-in unasked, so that a mistake is noticed by who knows. */
export function absenceSetDraft(facts: ChangeFacts): MailDraft {
  return {
    subject: { id: 'Pengganti bagi Anda ditetapkan', en: 'A stand-in is set for you' },
    paragraphs: [
      {
        id: 'Administrator menetapkan pengganti bagi Anda, dan administrator lain mengesahkannya. Dalam masa ini setiap keputusan yang menunggu Anda beralih kepada pengganti; tautan Anda untuk usulan itu tidak berlaku lagi.',
        en: 'An administrator has set a stand-in for you, and another one has confirmed it. In this time every decision that waits for you goes to your stand-in; your links to those requests are no longer valid.',
      },
      {
        id: 'Bila Anda tidak berhalangan atau masanya keliru, hubungi administrator.',
        en: 'If you are not absent, or the time is wrong, talk to an administrator.',
      },
    ],
    facts: [
      ...absenceFacts(facts),
      [{ id: 'Ditetapkan oleh', en: 'Set by' }, same(facts.nameOf(facts.change.proposedBy))],
    ],
  };
}
