import type { PlanPage } from '../../shared/contract/plan-page.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { costWords } from '../../shared/domain/cost/words.ts';
import { counted } from '../../shared/domain/report/html.ts';

type Change = PlanPage['moves'][number]['change'];

export const movesOf = ({ moves }: Pick<PlanPage, 'moves'>, ...kinds: Change[]): number =>
  moves.filter(({ change }) => kinds.includes(change)).reduce((sum, { count }) => sum + count, 0);

/** What will happen, in one paragraph. */
export function summaryWords(plan: PlanPage): Bilingual {
  const parts = [movesWords(plan), mailsWords(plan), costOf(plan)];
  return both(parts.map(({ en }) => en).join(' '), parts.map((part) => part['zh-CN']).join(''));
}

function movesWords(plan: PlanPage): Bilingual {
  const customers = counted(plan.customers);
  const known = movesOf(plan, 'same', 'promoted', 'demoted', 'sideways');
  if (known === 0)
    return both(
      `${customers} customers are graded for the first time and get a tier.`,
      `将为 ${customers} 位客户首次评定等级。`,
    );
  const [up, down, aside, fresh, left] = (['promoted', 'demoted', 'sideways', 'joined', 'left'] as const).map(
    (change) => counted(movesOf(plan, change)),
  );
  const level =
    movesOf(plan, 'sideways') === 0 ? both('', '') : both(`, ${aside} sideways`, `，${aside} 位平级调整`);
  return both(
    `${customers} customers are graded: ${up} move up, ${down} move down${level.en}, ${fresh} are new, ${left} leave the tiers.`,
    `将为 ${customers} 位客户评级：${up} 位升级，${down} 位降级${level['zh-CN']}，${fresh} 位新加入，${left} 位移出。`,
  );
}

function mailsWords({ mails }: PlanPage): Bilingual {
  const { due, heldOut, skipped, already, days } = mails;
  if (due + heldOut + skipped + already === 0) return both('No mail goes out.', '不发送邮件。');
  const [first, last] = [days[0]?.date ?? '', days.at(-1)?.date ?? ''];
  const [on, onZh] =
    days.length > 1
      ? [` from ${first} to ${last}`, `于 ${first} 至 ${last} `]
      : [first && ` on ${first}`, first && `于 ${first} `];
  const done = already === 0 ? both('', '') : doneWords(counted(already));
  return both(
    `${counted(due)} mails go out${on}; ${counted(heldOut)} customers are held out to compare with, ${counted(skipped)} are not to be mailed.${done.en}`,
    `${onZh}发送 ${counted(due)} 封邮件；${counted(heldOut)} 位留作对照，${counted(skipped)} 位不能发。${done['zh-CN']}`,
  );
}

/** Most of them were sent; the reasons stand below. */
const doneWords = (count: string): Bilingual =>
  both(
    ` ${count} more were done by an earlier run and are not sent again.`,
    `另有 ${count} 封此前的运行已处理，不再发送。`,
  );

function costOf({ cost }: PlanPage): Bilingual {
  if (!cost) return both('', '');
  const sum = costWords(cost);
  return both(`The cost: ${sum.en}.`, `费用${sum['zh-CN']}。`);
}
