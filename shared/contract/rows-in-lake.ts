import type { ExportKind, IntakeCounts } from './intake.ts';

/** The lake has one row for each order of a file, but every statement about a customer. */
export const rowsInLake = (kind: ExportKind, { kept, setAside, repeated }: IntakeCounts): number =>
  kept + setAside + (kind === 'customers' ? repeated : 0);
