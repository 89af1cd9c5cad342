import type { Random } from './random.ts';

interface Event {
  at: number;
  /** Breaks ties: what falls on one moment happens in any order. */
  tie: number;
  happen(): void;
}

export type Scheduler = ReturnType<typeof schedulerOf>;

/** Coroutines between two events only do what promises do, so one turn of the event loop lets all of them run dry. */
const allWait = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Virtual time in milliseconds. The next event happens when every coroutine waits for one. */
export function schedulerOf(random: Random, start: number) {
  const heap: Event[] = [];
  const failures: unknown[] = [];
  let now = start;

  function after(ms: number, happen: () => void): void {
    push(heap, { at: now + Math.max(0, ms), tie: random.next(), happen });
  }

  /** Work that nobody waits for; where it fails, the whole run does. */
  function aside(work: Promise<unknown>): void {
    work.catch((error: unknown) => failures.push(error));
  }

  /** Until the work is done. */
  async function run(work: Promise<unknown>): Promise<void> {
    let done = false;
    aside(work.finally(() => (done = true)));
    for (await allWait(); !done; await allWait()) {
      if (failures.length > 0) throw failures[0];
      const event = pop(heap);
      if (!event) throw new Error('everybody waits and nothing happens');
      now = Math.max(now, event.at);
      event.happen();
    }
    await work;
  }

  return {
    now: () => now,
    after,
    aside,
    run,
    wait: (ms: number) => new Promise<void>((resolve) => after(ms, resolve)),
  };
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.tie < b.tie);

function push(heap: Event[], event: Event): void {
  let child = heap.push(event) - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!swapped(heap, child, parent)) return;
    child = parent;
  }
}

function pop(heap: Event[]): Event | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (heap.length === 0 || last === undefined) return first;
  heap[0] = last;
  for (let parent = 0; ; ) {
    const child = smallerChild(heap, parent);
    if (child === undefined || !swapped(heap, child, parent)) return first;
    parent = child;
  }
}

function smallerChild(heap: readonly Event[], parent: number): number | undefined {
  const [left, right] = [heap[2 * parent + 1], heap[2 * parent + 2]];
  if (!left) return undefined;
  return right && before(right, left) ? 2 * parent + 2 : 2 * parent + 1;
}

/** Puts the earlier of the two above; `false` = they stood right. */
function swapped(heap: Event[], child: number, parent: number): boolean {
  const [lower, upper] = [heap[child], heap[parent]];
  if (!lower || !upper || !before(lower, upper)) return false;
  [heap[child], heap[parent]] = [upper, lower];
  return true;
}
