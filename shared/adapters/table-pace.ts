import { both } from '../domain/bilingual.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Pace, paced } from './paced.ts';
import type { TimeLeft } from './time-budget.ts';

/** Milliseconds kept for the writes under way and the longest rest. */
const SPARE_MS = 30_000;

/** Writes to the customers table at its speed, as long as the function has time. */
export const tablePace =
  (atOnce: number, timeLeft: TimeLeft, rest?: Pace['rest']) =>
  <Item>(items: readonly Item[], write: (item: Item) => Promise<void>): Promise<void> => {
    const mustHaveTime = (left: number) => {
      if (timeLeft() < SPARE_MS) throw tableBusy(left);
    };
    return paced(items, write, { atOnce, mustHaveTime, ...(rest === undefined ? {} : { rest }) });
  };

/** The machine calls the part again, which then writes only what is left. */
const tableBusy = (left: number): Refusal =>
  new Refusal(
    'E_TABLE_BUSY',
    both(
      `The customers table did not take all writes of a part in the time of one call; ${left} are left.`,
      `客户表未能在一次调用的时间内完成某一分片的全部写入，还剩 ${left} 条。`,
    ),
    both(
      'Nothing is lost: the part is called again and goes on where it stopped. Should it happen again and again, lower partsAtOnce in infra/config.ts, or look at the write limits of the customers table and of the account.',
      '数据没有丢失：该分片会再次被调用，并从中断处继续。如果反复出现，请调低 infra/config.ts 中的 partsAtOnce，或检查客户表和账号的写入限额。',
    ),
  );
