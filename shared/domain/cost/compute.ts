import { USUAL } from '../capacity/machine.ts';
import { type StepWork, stepsOf } from '../capacity/steps.ts';
import type { RunVolume } from './volume.ts';

export interface Compute {
  calls: number;
  seconds: number;
  gigabyteSeconds: number;
}

const MB_PER_GB = 1024;

/** What steps take together, as Lambda asks for it. */
export function computeOf(steps: readonly StepWork[]): Compute {
  const total = (of: (work: StepWork) => number) => steps.reduce((sum, work) => sum + of(work), 0);
  return {
    calls: total(({ calls }) => calls),
    seconds: total(({ seconds }) => seconds),
    gigabyteSeconds: total(({ seconds, memoryMb }) => (seconds * memoryMb) / MB_PER_GB),
  };
}

/** Estimated by the model of capacity for functions as they ship, not measured in this run. */
export const computeOfVolume = (volume: RunVolume): Compute => computeOf(stepsOf(volume, USUAL));
