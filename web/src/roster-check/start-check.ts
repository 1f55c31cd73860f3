import type { CheckAnswer, CheckOrder } from './messages.ts';

/** Checks in a thread of its own, so that the page stays quick. @returns stops it */
export function startCheck(order: CheckOrder, onAnswer: (answer: CheckAnswer) => void): () => void {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const end = (answer: CheckAnswer): void => {
    worker.terminate();
    onAnswer(answer);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
    if (data.kind === 'progress') onAnswer(data);
    else end(data);
  });
  worker.addEventListener('error', () => end({ kind: 'broken' }));
  worker.postMessage(order);
  return () => worker.terminate();
}
