import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Waiting } from '../../components/waiting.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { ADMINISTRATOR_TEXTS } from './texts.ts';

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
  /** Grey lines while it loads: about as many as there will be rows. */
  readonly lines?: number;
}

/** What was read, or that it is being read, or why it could not be. */
export function Loaded<Data>({ query: { data, error, refetch }, children, lines = 4 }: LoadedProps<Data>) {
  const t = useTexts(ADMINISTRATOR_TEXTS);
  if (data !== undefined) return children(data);
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  return <Waiting label={t('loading')} lines={lines} />;
}
