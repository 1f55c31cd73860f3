export interface Refusal {
  readonly code: string;
  readonly id: string;
  readonly en: string;
}

export function priceChanged(lines: number): Refusal {
  return {
    code: 'price-changed',
    id: `Iuran ${lines} pekerja kini berbeda dengan yang disetujui. Ajukan lagi agar disetujui dengan tarif yang berlaku.`,
    en: `The premium of ${lines} workers now differs from what was approved. Submit it again to have the tariff in force approved.`,
  };
}

export function tooManyRemoved({ removed, lines, limit }: { removed: number; lines: number; limit: number }): Refusal {
  return {
    code: 'too-many-removed',
    id: `Pemeriksaan kedua mengeluarkan ${removed} dari ${lines} pekerja, lebih dari batas ${limit}. Perbaiki daftar lalu ajukan lagi.`,
    en: `The second check takes out ${removed} of ${lines} workers, more than the limit of ${limit}. Correct the roster and submit it again.`,
  };
}

export function nothingLeft(removed: number): Refusal {
  return {
    code: 'nobody-left',
    id: `Pemeriksaan kedua mengeluarkan semua ${removed} pekerja; tidak ada lagi yang dibayar.`,
    en: `The second check takes out all ${removed} workers; nobody is left to pay for.`,
  };
}
