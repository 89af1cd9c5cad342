/** Lets at most `count` pieces of work run at a time; the others wait their turn. */
export function seats(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return async function seated<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
