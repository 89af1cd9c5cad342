/** What a stage's settings say of the functions that work through rows; named as there. */
export interface Machine {
  memoryMb: number;
  customersPerPart: number;
  partsAtOnce: number;
  sendersAtOnce: number;
  athenaFromRows: number;
  scanLimitGb: number;
}

/** As the stages ship; a test holds them against the settings. */
export const USUAL: Machine = {
  ...{ memoryMb: 3008, customersPerPart: 10_000, partsAtOnce: 20, sendersAtOnce: 4 },
  ...{ athenaFromRows: 40_000_000, scanLimitGb: 100 },
};

/** Of the steps that do not work through rows. */
export const SMALL_MEMORY_MB = 512;

/** Lambda gives a whole core with so much memory, and less or more in proportion. */
const MB_A_CORE = 1769;

/** How many cores' work a function of this memory does at once, if it can keep `threads` busy. */
export const coresOf = (memoryMb: number, threads: number): number => Math.min(memoryMb / MB_A_CORE, threads);
