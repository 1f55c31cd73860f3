import type { Nik } from '../nik/nik.ts';

const FIRST_CAPACITY = 1 << 12;
/** Knuth's multiplicative hashing. */
const GOLDEN = 0x9e3779b1;

/**
 * Remembers the row in which each NIK of a file came first. Open addressing in typed arrays: 24 bytes a NIK at worst and
 * no strings kept alive, where a Map of strings takes four times the memory and the time.
 */
export class NikRows {
  #capacity = FIRST_CAPACITY;
  #size = 0;
  /** The number's first and last eight digits. */
  #heads = new Uint32Array(FIRST_CAPACITY);
  #tails = new Uint32Array(FIRST_CAPACITY);
  /** Zero marks a free slot: rows count from one. */
  #rows = new Uint32Array(FIRST_CAPACITY);

  /** The row of an earlier occurrence; `rowNumber` itself when this is the first, which is remembered then. */
  firstRowOf(nik: Nik, rowNumber: number): number {
    const head = eightDigits(nik, 0);
    const tail = eightDigits(nik, 8);
    const slot = this.#slotOf(head, tail);
    const row = this.#rows[slot] ?? 0;
    if (row !== 0) return row;
    this.#put(slot, [head, tail], rowNumber);
    this.#size += 1;
    if (this.#size * 2 > this.#capacity) this.#grow();
    return rowNumber;
  }

  #slotOf(head: number, tail: number): number {
    const mask = this.#capacity - 1;
    let slot = (Math.imul(Math.imul(head, GOLDEN) ^ tail, GOLDEN) >>> 8) & mask;
    while (this.#rows[slot] !== 0 && (this.#tails[slot] !== tail || this.#heads[slot] !== head))
      slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, [head, tail]: readonly [number, number], row: number): void {
    this.#heads[slot] = head;
    this.#tails[slot] = tail;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [heads, tails, rows] = [this.#heads, this.#tails, this.#rows];
    this.#capacity *= 2;
    this.#heads = new Uint32Array(this.#capacity);
    this.#tails = new Uint32Array(this.#capacity);
    this.#rows = new Uint32Array(this.#capacity);
    rows.forEach((row, old) => {
      const head = heads[old] ?? 0;
      const tail = tails[old] ?? 0;
      if (row !== 0) this.#put(this.#slotOf(head, tail), [head, tail], row);
    });
  }
}

function eightDigits(nik: string, from: number): number {
  let value = 0;
  for (let at = from; at < from + 8; at += 1) value = value * 10 + nik.charCodeAt(at) - 48;
  return value;
}
