const CHANNEL = 'lindung.keluar';

export interface LastPage {
  /** Since then nothing is asked for any more in the person's name; the page is being left. */
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** Ends the person's pages in this browser's other windows too. */
  readonly endEverywhere: () => void;
}

/**
 * The end of what one person does in a browser. On a computer that others use too, nobody finds what it showed in another
 * window or by the back button, for which browsers keep pages as they were.
 * @param onEndedElsewhere is told that the person has signed out in another window
 */
export function openLastPage(onEndedElsewhere: () => void): LastPage {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', onEndedElsewhere);
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    window.addEventListener('pagehide', () => document.body.replaceChildren());
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) window.location.reload();
    });
  };
  return {
    isOver: () => isOver,
    end,
    endEverywhere: () => {
      end();
      channel.postMessage(null);
    },
  };
}
