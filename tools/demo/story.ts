import type { DownloadedFiles } from './batch-files.ts';
import { openBooks } from './books.ts';
import type { Books } from './books.ts';
import { openAndDownload, payWholeBatch } from './chapters/batch.ts';
import { approve, awaitCheck, awaitRecording, sendRoster } from './chapters/request.ts';
import { makeRoster } from './chapters/roster.ts';
import type { Roster } from './chapters/roster.ts';
import type { BatchView } from './finance.ts';
import type { RequestView } from './officer.ts';
import { signInAll } from './people.ts';
import { planOf } from './plan.ts';
import { tellRoughStory } from './rough-story.ts';
import type { RoughEnds } from './rough-story.ts';
import type { Scene, StoryContext } from './scene.ts';

/** What was there at the end, as the people of the story saw it. */
export interface Story {
  readonly request: RequestView;
  readonly batch: BatchView;
  readonly files: DownloadedFiles;
  readonly roster: Roster;
  readonly books: Books;
  /** What only a rough life leaves behind. */
  readonly rough?: RoughEnds;
}

/** From a roster file to a closed batch, only through what people use: API, mails, pages, files. */
export async function tellStory(context: StoryContext): Promise<Story> {
  const { options, stages, fiscalYear, system } = context;
  const roster = await stages.run(
    'roster made',
    () => makeRoster(context),
    () => `${options.workers} good and ${options.badRows} bad rows`,
  );
  const people = await stages.run('signed in', () => signInAll(system));
  const books = openBooks(people.finance, fiscalYear);
  const period = { firstMonth: `${fiscalYear}-01`, months: options.months };
  const today = new Date().toISOString().slice(0, 10);
  const scene: Scene = { ...context, roster, people, books, period, today, plan: planOf(options) };
  await books.note('before anything');
  const end = options.rough ? await tellRoughStory(scene) : await tellCalmStory(scene);
  await books.note('at the end');
  return { ...end, roster, books };
}

async function tellCalmStory(scene: Scene): Promise<Omit<Story, 'roster' | 'books'>> {
  const requestId = await sendRoster(scene);
  await awaitCheck(scene, requestId);
  await approve(scene, requestId);
  const request = await awaitRecording(scene, requestId);
  const sent = await openAndDownload(scene);
  return { request, files: sent.files, batch: await payWholeBatch(scene, sent) };
}
