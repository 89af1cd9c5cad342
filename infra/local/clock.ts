/** The instant that uploads and requests count as: the machine's, or one that the sample or `--as-of` brings along. */
export interface Clock {
  now(): Date;
  /** Goes on from `instant`, never back behind what it has shown. */
  goTo(instant: string): void;
}

export function openClock(): Clock {
  let offset = 0;
  let shown = 0;
  const now = (): Date => {
    shown = Math.max(shown, Date.now() + offset);
    return new Date(shown);
  };
  const goTo = (instant: string): void => {
    shown = Math.max(Date.parse(instant), shown);
    offset = shown - Date.now();
  };
  return { now, goTo };
}
