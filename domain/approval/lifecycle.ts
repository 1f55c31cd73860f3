import * as z from 'zod';
import type { Lifecycle } from '../lifecycle.ts';

/** `closed` is a level shut from outside: the request was withdrawn or ended otherwise while the level was open. */
export const levelStatusSchema = z.enum(['open', 'approved', 'rejected', 'returned', 'expired', 'closed']);
export type LevelStatus = z.infer<typeof levelStatusSchema>;

export const LEVEL_MOVES = [
  'vote',
  'delegate',
  'reassign',
  'remind',
  'escalate',
  'freeze',
  'hold',
  'expire',
  'close',
] as const;
export type LevelMove = (typeof LEVEL_MOVES)[number];

/** From which status each move may be made and where it can end. Every other pair of status and move changes nothing. */
export const LEVEL_TABLE: Readonly<
  Record<LevelMove, { readonly from: LevelStatus; readonly to: readonly LevelStatus[] }>
> = {
  vote: { from: 'open', to: ['open', 'approved', 'rejected', 'returned'] },
  delegate: { from: 'open', to: ['open'] },
  reassign: { from: 'open', to: ['open'] },
  remind: { from: 'open', to: ['open'] },
  escalate: { from: 'open', to: ['open'] },
  freeze: { from: 'open', to: ['open'] },
  hold: { from: 'open', to: ['open'] },
  expire: { from: 'open', to: ['expired'] },
  close: { from: 'open', to: ['closed'] },
};

export function mayMove(status: LevelStatus, move: LevelMove): boolean {
  return LEVEL_TABLE[move].from === status;
}

function endsFrom(status: LevelStatus): LevelStatus[] {
  const ends = LEVEL_MOVES.filter((move) => mayMove(status, move)).flatMap((move) => LEVEL_TABLE[move].to);
  return [...new Set(ends)].filter((end) => end !== status);
}

/** The same table in the form that all lifecycles share: changes of status only. */
export const levelLifecycle: Lifecycle<LevelStatus> = {
  name: 'level',
  start: 'open',
  moves: {
    open: endsFrom('open'),
    approved: endsFrom('approved'),
    rejected: endsFrom('rejected'),
    returned: endsFrom('returned'),
    expired: endsFrom('expired'),
    closed: endsFrom('closed'),
  },
};

/** Mermaid text with the moves as labels, for docs/approvals.md. */
export function levelDiagram(): string {
  const arrows = LEVEL_MOVES.flatMap((move) =>
    LEVEL_TABLE[move].to.map((to) => `  ${LEVEL_TABLE[move].from} --> ${to}: ${move}`),
  );
  return ['stateDiagram-v2', '  [*] --> open', ...arrows].join('\n');
}
