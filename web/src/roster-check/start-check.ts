import type { CheckAnswer, CheckOrder } from './messages.ts';

/** Checks in a thread of its own, so that the page stays quick. @returns stops it */
export function startCheck(order: CheckOrder, onAnswer: (answer: CheckAnswer) => void): () => void {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const isLast = ({ kind }: CheckAnswer): boolean =>
    kind !== 'progress' && (kind !== 'found' || order.earlier === undefined);
  worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
    if (isLast(data)) worker.terminate();
    onAnswer(data);
  });
  worker.addEventListener('error', () => {
    worker.terminate();
    onAnswer({ kind: 'broken' });
  });
  worker.postMessage(order);
  return () => worker.terminate();
}
