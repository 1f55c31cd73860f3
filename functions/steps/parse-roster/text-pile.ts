const FLUSH_AT = 65_536;

/** Collects text as UTF-8 bytes outside the heap of strings, so that the report of 100,000 bad rows stays small. */
export class TextPile {
  lines = 0;
  #pending = '';
  readonly #blocks: Buffer[] = [];

  add(line: string): void {
    this.lines += 1;
    this.#pending += line;
    if (this.#pending.length >= FLUSH_AT) this.#flush();
  }

  bytes(): Buffer {
    this.#flush();
    return Buffer.concat(this.#blocks);
  }

  #flush(): void {
    if (this.#pending === '') return;
    this.#blocks.push(Buffer.from(this.#pending, 'utf8'));
    this.#pending = '';
  }
}
