import { defineTexts } from '../../i18n/texts.ts';

/** Of pictures and of the states of money that they show. */
export const CHART_TEXTS = defineTexts('charts', {
  id: {
    asTable: 'Tampilkan tabel',
    'money.allocated': 'Jumlah pagu',
    'money.available': 'Tersedia',
    'money.reserved': 'Dicadangkan',
    'money.committed': 'Dicatat',
    'money.disbursed': 'Dibayar',
    'money.overpaid': 'Lebih bayar',
    'money.returned': 'Kembali ke pagu',
    'money.outside': 'Di luar pagu',
    part: '{{name}} {{amount}}',
  },
  en: {
    asTable: 'Show as a table',
    'money.allocated': 'Allocated',
    'money.available': 'Available',
    'money.reserved': 'Reserved',
    'money.committed': 'Committed',
    'money.disbursed': 'Disbursed',
    'money.overpaid': 'Overpaid',
    'money.returned': 'Back in the allocation',
    'money.outside': 'Outside',
    part: '{{name}} {{amount}}',
  },
});
