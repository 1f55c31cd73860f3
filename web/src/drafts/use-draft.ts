import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { openDesk } from './desk.ts';
import type { Saving } from './desk.ts';
import type { Draft } from './draft.ts';

export interface DraftDesk {
  readonly draft: Draft;
  readonly saving: Saving;
  readonly change: (change: (draft: Draft) => Draft) => void;
  /** Writes at once what waits to be written, and tells what became of it. */
  readonly flush: () => Promise<Saving>;
  readonly takeTheirs: () => void;
  readonly keepMine: () => void;
}

/** A draft of this device, saved by itself a moment after each change; undefined while it is read, null when not there. */
export function useDraft(draftId: string, personId: string): DraftDesk | null | undefined {
  const desk = useMemo(() => openDesk(draftId, personId), [draftId, personId]);
  const { draft, saving } = useSyncExternalStore(desk.subscribe, desk.state);
  useEffect(() => {
    void desk.load();
    // A lid that closes, another page, another window: whatever was typed is written first.
    const leave = (): void => void desk.flush();
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [desk]);
  if (draft === null || draft === undefined) return draft;
  const { change, flush } = desk;
  const takeTheirs = (): void => void desk.load();
  return { draft, saving, change, flush, takeTheirs, keepMine: () => void desk.keepMine() };
}
