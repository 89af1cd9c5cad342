/** Hours east of UTC. CST is not among them: it is America's -6 and China's +8, and nothing in a file tells which. */
const HOURS: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, Z: 0, PST: -8, PDT: -7, MST: -7, MDT: -6, CDT: -5, EST: -5, EDT: -4 },
  ...{ CET: 1, CEST: 2, BST: 1, JST: 9, HKT: 8 },
};

const OFFSET = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d\d))?$/;
const IANA = /^[A-Za-z][\w+-]*(\/[\w+-]+){1,2}$/;
const FURTHEST_MINUTES = 14 * 60;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Minutes east of UTC that a zone is at on its own wall clock; `wall` is ISO 8601, written as if it were UTC.
 * Undefined for what names no zone, or more than one. An hour that a clock shows twice is the first of the two.
 */
export function zoneOffsetAt(zone: string, wall: string): number | undefined {
  const name = zone.normalize('NFKC').replace('\u2212', '-').trim();
  const short = name.toUpperCase();
  if (Object.hasOwn(HOURS, short)) return (HOURS[short] ?? 0) * 60;
  const written = OFFSET.exec(short.replace(/\s/g, ''));
  return written ? ofOffset(written) : IANA.test(name) ? ofPlace(name, Date.parse(wall)) : undefined;
}

function ofOffset([, sign, hours, minutes = '0']: RegExpExecArray): number | undefined {
  const offset = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || offset > FURTHEST_MINUTES) return undefined;
  return sign === '-' && offset > 0 ? -offset : offset;
}

/** The offset decides when it was, and when it was the offset: the one before a change of clocks is tried first. */
function ofPlace(name: string, wallMs: number): number | undefined {
  const clock = clockOf(name);
  if (!clock || Number.isNaN(wallMs)) return undefined;
  const before = offsetOf(clock, wallMs - DAY_MS);
  const after = offsetOf(clock, wallMs + DAY_MS);
  return offsetOf(clock, wallMs - before * MINUTE_MS) === before ? before : after;
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();
/** There are some 600 zones; names beyond belong to no real file, and are not remembered. */
const MOST_CLOCKS = 1000;

/** Building one takes far longer than asking it, and a file asks for every row. */
function clockOf(name: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(name)) return clocks.get(name);
  const clock = builtClock(name);
  if (clocks.size < MOST_CLOCKS) clocks.set(name, clock);
  return clock;
}

function builtClock(timeZone: string): Intl.DateTimeFormat | undefined {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', {
      ...digits,
      ...{ minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone },
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function offsetOf(clock: Intl.DateTimeFormat, utcMs: number): number {
  const parts = Object.fromEntries(
    clock.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - utcMs) / MINUTE_MS);
}
