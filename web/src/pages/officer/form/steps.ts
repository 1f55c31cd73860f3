import { useSearchParams } from 'react-router';

export const STEPS = ['program', 'dana', 'pekerja', 'kirim'] as const;
export type Step = (typeof STEPS)[number];

const isStep = (text: string | null): text is Step => STEPS.some((step) => step === text);

export interface StepControl {
  readonly step: Step;
  readonly go: (step: Step) => void;
  readonly next: Step | undefined;
  readonly previous: Step | undefined;
}

/** The step stands in the address, so that the back button goes one step back and a reload stays; `only` overrules it. */
export function useStep(only: Step | undefined): StepControl {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('langkah');
  const step = only ?? (isStep(asked) ? asked : 'program');
  const place = STEPS.indexOf(step);
  return {
    step,
    go: (to) => setSearch({ langkah: to }),
    next: STEPS[place + 1],
    previous: STEPS[place - 1],
  };
}
