import { defineTexts } from '../i18n/texts.ts';

export const SIGN_OUT_TEXTS = defineTexts('sign-out', {
  id: {
    title: 'Isian Anda masih ada di komputer ini',
    body_other:
      '{{count}} isian dengan data pekerja tersimpan di peramban ini. Di komputer Anda sendiri, simpan agar dapat dilanjutkan. Di komputer yang juga dipakai orang lain, hapus: data itu dapat dibaca di sini meskipun Anda sudah keluar.',
    unsent: 'Isian yang belum dikirim tidak dapat dikembalikan setelah dihapus.',
    failed: 'Isian tidak dapat dihapus. Coba lagi, atau hapus data situs ini lewat setelan peramban.',
    keep: 'Simpan dan keluar',
    delete: 'Hapus isian dan keluar',
    cancel: 'Batal',
  },
  en: {
    title: 'Your drafts are still on this computer',
    body_one:
      '{{count}} draft with workers’ data is kept in this browser. On a computer of your own, keep it to go on later. On a computer that others use too, delete it: the data can be read here even after you have signed out.',
    body_other:
      '{{count}} drafts with workers’ data are kept in this browser. On a computer of your own, keep them to go on later. On a computer that others use too, delete them: the data can be read here even after you have signed out.',
    unsent: 'A draft that was not sent cannot be brought back once it is deleted.',
    failed: 'The drafts could not be deleted. Try again, or delete this site’s data in the browser’s settings.',
    keep: 'Keep and sign out',
    delete: 'Delete and sign out',
    cancel: 'Cancel',
  },
});
