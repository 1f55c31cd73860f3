import { defineTexts } from '../../../i18n/texts.ts';

export const OVERVIEW_TEXTS = defineTexts('administration', {
  id: {
    'page.title': 'Administrasi',
    'page.lead': 'Semua yang menentukan siapa memutuskan apa dan dengan uang mana. Yang menunggu Anda ditandai.',
    'title.changes': 'Perubahan',
    'about.changes': 'Yang diusulkan seorang administrator, sebelum dan sesudahnya, untuk disahkan yang lain.',
    'waiting.changes_other': '{{count}} menunggu pengesahan',
    'title.people': 'Orang dan instansi',
    'about.people': 'Peran, alamat surel, PIN; instansi dan wilayah pekerjanya.',
    'waiting.people_other': '{{count}} dengan surel kembali atau PIN terkunci',
    'title.policy': 'Kebijakan persetujuan',
    'about.policy': 'Rantai tingkat, versinya, dan siapa yang akan ditanya untuk suatu jumlah.',
    'title.allocations': 'Pagu',
    'about.allocations': 'Per sumber dana, tahun dan kode rekening, dengan sisanya; APBD perubahan.',
  },
  en: {
    'page.title': 'Administration',
    'page.lead': 'Everything that says who decides what, and with which money. What waits for you is marked.',
    'title.changes': 'Changes',
    'about.changes': 'What one administrator proposes, before and after, for another to confirm.',
    'waiting.changes_one': '{{count}} awaits confirmation',
    'waiting.changes_other': '{{count}} await confirmation',
    'title.people': 'People and offices',
    'about.people': 'Roles, mail addresses, PINs; offices and where their workers come from.',
    'waiting.people_one': '{{count}} with mails that come back or a locked PIN',
    'waiting.people_other': '{{count}} with mails that come back or a locked PIN',
    'title.policy': 'Approval policy',
    'about.policy': 'The chain of levels, its versions, and who would be asked for an amount.',
    'title.allocations': 'Allocations',
    'about.allocations': 'By funding source, year and account code, with what is left; APBD perubahan.',
  },
});
