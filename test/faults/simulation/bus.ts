import type { Accepted } from './account.ts';
import type { Random } from './random.ts';
import type { Scheduler } from './scheduler.ts';

const HOUR = 3_600_000;
/** SES hands every event to two destinations, which lose and repeat on their own. */
const PATHS = ['bus', 'queue'] as const;
export type Path = (typeof PATHS)[number];
/** Times that a destination tries a function that fails. */
const TRIES = 8;

export interface ReportedEvent {
  source: 'aws.ses';
  detail: { eventType: string; mail: { messageId: string; tags: Record<string, string[]> } } & Record<
    string,
    unknown
  >;
}

export type Bus = ReturnType<typeof busOf>;

/** The events of accepted mails: late, twice, out of order, or never. `take` is one try of the feedback function. */
export function busOf(
  random: Random,
  scheduler: Scheduler,
  lost: () => number,
  take: (path: Path, event: ReportedEvent) => Promise<'taken' | 'failed'>,
) {
  let underWay = 0;
  /** Message ids of which at least one event was taken. */
  const told = new Set<string>();

  /** Of some mails nobody ever hears again (F4), of some not for a day; of others one path tells. */
  function publish(mail: Accepted): void {
    if (random.chance(lost())) return;
    const held = lost() > 0 && random.chance(0.4) ? HOUR * random.between(0, 60) : 0;
    scheduler.after(held, () => tell(mail));
    underWay += 1;
  }

  function tell(mail: Accepted): void {
    underWay -= 1;
    for (const event of eventsOf(mail, random))
      for (const path of PATHS) {
        if (random.chance(lost())) continue;
        deliver(path, event);
        if (lost() > 0 && random.chance(0.1)) deliver(path, event);
      }
  }

  /** Some are quicker than SES's own answer, some take hours. */
  function deliver(path: Path, event: ReportedEvent): void {
    const late = random.chance(0.1) ? HOUR * random.between(0, 20) : random.between(1, 60_000);
    underWay += 1;
    scheduler.after(late, () => scheduler.aside(attempt(path, event, 1)));
  }

  async function attempt(path: Path, event: ReportedEvent, tries: number): Promise<void> {
    const outcome = await take(path, event);
    if (outcome === 'taken') told.add(event.detail.mail.messageId);
    if (outcome === 'taken' || tries === TRIES) underWay -= 1;
    else scheduler.after(60_000 * tries, () => scheduler.aside(attempt(path, event, tries + 1)));
  }

  return { publish, told, underWay: () => underWay };
}

function eventsOf({ sid, messageId }: Accepted, random: Random): ReportedEvent[] {
  const mail = { messageId, tags: { sid: [sid] } };
  const event = (eventType: string, more: object = {}): ReportedEvent => ({
    source: 'aws.ses',
    detail: { eventType, mail, ...more },
  });
  const bounced = (bounceType: string) =>
    event('Bounce', { bounce: { bounceType, timestamp: '2026-10-01T05:00:00Z' } });
  const [sent, delivered] = [event('Send'), event('Delivery')];
  const fate = random.next();
  if (fate < 0.05) return [sent, bounced('Permanent')];
  if (fate < 0.1) return [sent, bounced('Transient'), delivered];
  if (fate < 0.13) return [sent, delivered, event('Complaint')];
  return [sent, delivered];
}
