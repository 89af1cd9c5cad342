import type { Intake } from '../../shared/contract/intake.ts';
import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import { isNobody } from '../../shared/domain/erasure/person.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { Standing } from '../../shared/domain/write-back/standing.ts';
import { originsOf } from '../../shared/domain/write-back/systems.ts';
import { type Contact, standingAgain, standingGone, standingOf } from './standings.ts';
import { type OpenFile, TierLines } from './tier-lines.ts';

export interface ContactReading {
  /** The contacts of one part; `tags` is the feature that holds their tags. */
  contacts(runId: string, part: number, tags?: string): Promise<Contact[]>;
}

/** The files by which other systems take the tiers in, as the policy names them; gathered part by part. */
export class TierFiles {
  private readonly files: TierLines[];
  private contacts = new Map<string, Contact>();

  /** `intakes` are what the customers were read from. */
  constructor(
    private readonly reading: ContactReading,
    private readonly policy: Policy,
    intakes: readonly Pick<Intake, 'format'>[],
    open: OpenFile,
  ) {
    const formats = intakes.map(({ format }) => format);
    const target = { policy, origins: originsOf(policy, formats) };
    this.files = policy.writeBack.files.map((system) => new TierLines(system, target, open));
  }

  /** Before the customers of a part are added. */
  async open(runId: string, part: number): Promise<void> {
    if (this.files.length === 0) return;
    const { keep } = this.policy.writeBack.shopify;
    const found = await this.reading.contacts(runId, part, keep);
    this.contacts = new Map(found.map((contact) => [contact.customerId, contact]));
  }

  receipt(receipt: Receipt): void {
    this.add(standingOf(receipt, this.contacts.get(receipt.customerId)));
  }

  gone(change: PlannedChange): void {
    this.add(standingGone(change, this.contacts.get(change.customerId)));
  }

  /** Adds those of `left` who are in the part that is open, and takes them out of it. */
  goneAmong(left: Map<string, PlannedChange>): void {
    for (const customerId of this.contacts.keys()) {
      const change = left.get(customerId);
      if (change && left.delete(customerId)) this.gone(change);
    }
  }

  /** After a roll-back to the receipt's run, which changed him by `back`. */
  again(receipt: Receipt, back: PlannedChange | undefined): void {
    this.add(standingAgain(receipt, this.contacts.get(receipt.customerId), back));
  }

  private add(standing: Standing): void {
    if (!isNobody(standing.customerId)) for (const file of this.files) file.add(standing);
  }
}
