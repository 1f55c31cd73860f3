import type { Seat } from './level.ts';

/** The silent seat that the escalation target stands in for: a required one first, as nothing is approved without it. */
export function silentSeat(seats: readonly Seat[]): Seat | undefined {
  const silent = seats.filter((seat) => seat.vote === undefined);
  return silent.find((seat) => seat.required) ?? silent[0];
}

/**
 * The seats with this one free for its holder. When the escalation target has voted on it, that vote moves to another
 * silent seat: it stands in for ONE silent person, and earlier links stay valid. Undefined when no seat is silent.
 */
export function vacated(seats: readonly Seat[], own: Seat): readonly Seat[] | undefined {
  const { vote, ...emptied } = own;
  if (vote === undefined) return seats;
  const other = silentSeat(seats);
  if (other === undefined) return undefined;
  return seats.map((seat) => {
    if (seat.seatId === own.seatId) return emptied;
    return seat.seatId === other.seatId ? { ...seat, vote } : seat;
  });
}
