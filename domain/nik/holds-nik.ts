const NIK_LIKE =
  /(?<!\d)(?:\d{16}|\d{4}(?:[\p{Zs}\p{Pd}.]\d{4}){3}|\d{6}[\p{Zs}\p{Pd}.]\d{6}[\p{Zs}\p{Pd}.]\d{4})(?!\d)/u;

/** Sixteen digits, together or in the groups in which people write a NIK, with any space or dash that Word or a PDF makes of theirs. */
export const holdsNik = (text: string): boolean => NIK_LIKE.test(text);
