const DAY_MS = 86_400_000;

/** Until when a row of a file may be dated: a day after the upload, as instant and on the shop's wall clock. */
export function latestMoments(uploadedAt: string, timeZone: string): { utc: string; wall: string } {
  const limit = new Date(Date.parse(uploadedAt) + DAY_MS);
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(limit);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const wall = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}.999Z`;
  return { utc: limit.toISOString(), wall };
}
