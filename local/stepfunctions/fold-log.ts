import type { SQLInputValue } from 'node:sqlite';
import { executionSchema } from './model.ts';

const THREAD = 't'.charCodeAt(0);
const EVENTS = 'e'.charCodeAt(0);

interface Piece {
  first: number;
  last: number;
  texts: string[];
}

/**
 * What the log says and the tables do not: of each execution and thread the last word, of each execution its new events.
 * Lines of the log are `x ID JSON` (an execution), `t ID JSON` (a thread; without JSON it is gone) and `e ID FIRST LAST EVENTS`.
 */
export class Unfolded {
  readonly executions = new Map<number, string>();
  readonly threads = new Map<number, string>();
  private readonly events = new Map<number, Piece>();

  /** Takes in what a commit has logged. */
  read(entry: string): void {
    for (let at = 0; at < entry.length;) {
      const end = entry.indexOf('\n', at);
      const kind = entry.charCodeAt(at);
      const space = entry.indexOf(' ', at + 2);
      if (end === -1 || space === -1 || space > end) throw new Error('a line of the log is cut off');
      const id = Number(entry.slice(at + 2, space));
      const text = entry.slice(space + 1, end);
      if (kind === EVENTS) {
        const [first = '', last = ''] = text.split(' ', 2);
        const piece = text.slice(first.length + last.length + 2);
        this.addEvents(id, { first: Number(first), last: Number(last) }, piece);
      } else (kind === THREAD ? this.threads : this.executions).set(id, text);
      at = end + 1;
    }
  }

  /** @param text what `eventsText` gave */
  addEvents(id: number, { first, last }: { first: number; last: number }, text: string): void {
    const known = this.events.get(id);
    if (known === undefined) {
      this.events.set(id, { first, last, texts: [text] });
    } else {
      known.last = last;
      known.texts.push(text);
    }
  }

  /** Brings all of it into the tables. */
  fold(run: (sql: string, values: SQLInputValue[]) => void): void {
    for (const text of this.executions.values()) {
      const { id, arn, machine, mapRun, status, stopped } = executionSchema.parse(JSON.parse(text));
      const row = [id, arn, machine, mapRun ?? null, status, stopped ?? null, text];
      run('INSERT OR REPLACE INTO executions VALUES (?, ?, ?, ?, ?, ?, ?)', row);
    }
    for (const [id, text] of this.threads) {
      if (text === '') run('DELETE FROM threads WHERE id = ?', [id]);
      else run('INSERT OR REPLACE INTO threads VALUES (?, ?)', [id, text]);
    }
    for (const [id, { first, last, texts }] of this.events) {
      run('INSERT INTO events VALUES (?, ?, ?, ?)', [id, first, last, texts.join('')]);
    }
    for (const all of [this.executions, this.threads, this.events]) all.clear();
  }
}
