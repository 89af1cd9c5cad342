/** An estimate with its 95 % interval, all in the same unit. */
export interface Interval {
  value: number;
  from: number;
  to: number;
}

/** The same stretched by a constant factor that is not negative, and moved. */
export const stretched = ({ value, from, to }: Interval, factor: number, by = 0): Interval => ({
  value: value * factor + by,
  from: from * factor + by,
  to: to * factor + by,
});

/** Whether all of it lies on one side of 0: the data tell that there is an effect. */
export const tells = ({ from, to }: Pick<Interval, 'from' | 'to'>): boolean => from > 0 || to < 0;
