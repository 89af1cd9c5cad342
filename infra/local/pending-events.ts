import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One event on its way to one target. */
const DeliverySchema = z.object({
  id: z.string(),
  rule: z.string(),
  target: z.string(),
  event: z.json(),
});
export type Delivery = z.infer<typeof DeliverySchema>;

export type PendingEvents = ReturnType<typeof openPendingEvents>;

/** Deliveries on disk until they have succeeded, and those that never will. */
export function openPendingEvents(dir: string) {
  const waiting = join(dir, 'events');
  const dead = join(dir, 'dead-letters');
  for (const folder of [waiting, dead]) mkdirSync(folder, { recursive: true });
  const fileOf = (id: string) => join(waiting, `${id}.json`);
  return {
    save(delivery: Delivery): void {
      writeFileSync(`${fileOf(delivery.id)}.new`, JSON.stringify(delivery));
      renameSync(`${fileOf(delivery.id)}.new`, fileOf(delivery.id));
    },
    done(id: string): void {
      rmSync(fileOf(id), { force: true });
    },
    /** Puts a delivery aside for a person; answers the file. */
    bury(delivery: Delivery, error: { name: string; cause: string }): string {
      const file = join(dead, `${delivery.id}.json`);
      writeFileSync(file, JSON.stringify({ ...delivery, error, at: new Date().toISOString() }, null, 2));
      rmSync(fileOf(delivery.id), { force: true });
      return file;
    },
    all(): Delivery[] {
      return readdirSync(waiting)
        .filter((name) => name.endsWith('.json'))
        .map((name) => DeliverySchema.parse(JSON.parse(readFileSync(join(waiting, name), 'utf8'))));
    },
  };
}
