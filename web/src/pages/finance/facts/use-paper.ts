import { useRef, useState } from 'react';
import { useApi } from '../../../api/provider.tsx';
import { sha256Of, upload } from '../../../api/uploads.ts';
import { troubleWithPaper } from '../../../components/check-files.ts';
import type { FileTrouble } from '../../../components/check-files.ts';

interface Paper {
  readonly file: { readonly name: string; readonly blob: Blob } | undefined;
  readonly trouble: FileTrouble | undefined;
  /** Of the upload, between 0 and 1; undefined while none is under way. */
  readonly part: number | undefined;
  readonly failure: Error | null;
  readonly take: (file: File) => void;
  readonly remove: () => void;
  /** Uploads what has been chosen, then goes on with it. Does nothing while that is under way. */
  readonly bring: (goOn: (paper: { readonly uploadKey: string } | undefined) => void) => void;
}

/** The scanned paper of a fact: chosen at any time, uploaded once, when the fact is sent. */
export function usePaper(): Paper {
  const api = useApi();
  const [file, setFile] = useState<Paper['file']>();
  const [trouble, setTrouble] = useState<FileTrouble>();
  const [part, setPart] = useState<number>();
  const [failure, setFailure] = useState<Error | null>(null);
  const arrived = useRef<string | undefined>(undefined);
  const isUnderWay = useRef(false);
  const choose = (next: Paper['file']): void => {
    arrived.current = undefined;
    setFile(next);
  };
  const put = async ({ name, blob }: NonNullable<Paper['file']>): Promise<string> => {
    setPart(0);
    const sha256 = await sha256Of(blob);
    return upload(api, { kind: 'paper', name, blob, sha256 }, setPart);
  };
  const bring = async (goOn: Parameters<Paper['bring']>[0]): Promise<void> => {
    if (file === undefined) return goOn(undefined);
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setFailure(null);
    try {
      arrived.current ??= await put(file);
      goOn({ uploadKey: arrived.current });
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      isUnderWay.current = false;
      setPart(undefined);
    }
  };
  return {
    file,
    trouble,
    part,
    failure,
    take: (chosen) => {
      void troubleWithPaper(chosen).then((found) => {
        setTrouble(found);
        if (found === undefined) choose({ name: chosen.name, blob: chosen });
      });
    },
    remove: () => choose(undefined),
    bring: (goOn) => void bring(goOn),
  };
}
