import { useState } from 'react';

interface Download {
  readonly download: (ask: () => Promise<{ readonly url: string } | undefined>) => void;
  readonly isAsking: boolean;
  readonly failure: Error | null;
}

/** Sends the browser to a file. Its address ends soon, so it is asked for only when the file is wanted. */
export function useDownload(): Download {
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const download: Download['download'] = (ask) => {
    setFailure(null);
    setIsAsking(true);
    void ask()
      .then((file) => file !== undefined && window.location.assign(file.url))
      .catch(setFailure)
      .finally(() => setIsAsking(false));
  };
  return { download, isAsking, failure };
}
