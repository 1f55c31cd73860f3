import { QueryClient, queryOptions, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ApiClient } from './client.ts';
import type { CallInput, CallOutput, Contract, Endpoint } from './endpoint.ts';
import { isPassing } from './failure.ts';
import { useApi } from './provider.tsx';

const READ_RETRIES = 2;
const FRESH_FOR = 15_000;

/** Reads are tried again when the trouble may pass; what changes something never is, unless the person says so. */
export function openQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A line that is down is told at once instead of waiting silently for it.
        networkMode: 'always',
        staleTime: FRESH_FOR,
        retry: (count, error) => count < READ_RETRIES && isPassing(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Options of a read for `useQuery`, `useSuspenseQuery` and loaders. */
export function readOf<C extends Contract>(api: ApiClient, endpoint: Endpoint<C>, input: CallInput<C>) {
  return queryOptions({
    queryKey: [endpoint.path, input],
    queryFn: ({ signal }) => api.call(endpoint, input, { signal }),
  });
}

export interface Submit<C extends Contract> {
  readonly submit: (input: CallInput<C>) => void;
  readonly isSending: boolean;
  readonly failure: Error | null;
  readonly reset: () => void;
}

/**
 * A call that changes something. A second press while it is under way does nothing; after a failure that leaves open
 * whether it was done, the same key goes with the next try, so that it cannot be done twice.
 */
export function useSubmit<C extends Contract>(
  endpoint: Endpoint<C>,
  onDone: (output: CallOutput<C>) => void | Promise<void>,
): Submit<C> {
  const api = useApi();
  const key = useRef<string | undefined>(undefined);
  const isUnderWay = useRef(false);
  const mutation = useMutation({
    mutationFn: (input: CallInput<C>) => {
      key.current ??= crypto.randomUUID();
      return api.call(endpoint, input, { idempotencyKey: key.current });
    },
    onSuccess: onDone,
    onSettled: (_output, error) => {
      isUnderWay.current = false;
      if (!isPassing(error)) key.current = undefined;
    },
  });
  return {
    submit: (input) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutation.mutate(input);
    },
    isSending: mutation.isPending,
    failure: mutation.error,
    reset: mutation.reset,
  };
}
