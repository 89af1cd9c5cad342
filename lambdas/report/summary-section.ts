import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted, type Say, safe } from '../../shared/domain/report/html.ts';
import { lead, titled } from './layout.ts';
import { needsOf } from './needs.ts';

/** What changed and whether anything needs somebody, for whoever reads nothing else. */
export function summarySection(report: Report, say: Say): string {
  const needs = needsOf(report);
  const items = needs.map(({ what, section }) => `<li><a href="#${section}">${safe(say(what))}</a></li>`);
  const asked =
    needs.length === 0
      ? `<p class="good">${safe(say(NOTHING))}</p>`
      : `<p class="asks">${safe(say(asking(needs.length)))}</p><ul class="asks">${items.join('')}</ul>`;
  return titled(say, both('In short', '要点'), lead(say, changeWords(report)) + asked);
}

const NOTHING = both('✓ Nothing needs anybody.', '✓ 没有需要处理的事项。');

const asking = (count: number): Bilingual =>
  count === 1
    ? both('One thing needs somebody:', '有 1 件事需要处理：')
    : both(`${count} things need somebody:`, `有 ${count} 件事需要处理：`);

function changeWords({ moves }: Report): Bilingual {
  const of = (...kinds: string[]) =>
    moves.filter(({ change }) => kinds.includes(change)).reduce((sum, { count }) => sum + count, 0);
  const graded = of('same', 'promoted', 'demoted', 'sideways');
  if (graded === 0)
    return both(
      `${counted(of('joined'))} customers got their first tier.`,
      `${counted(of('joined'))} 位客户首次获得等级。`,
    );
  const [known, moved] = [graded, of('promoted', 'demoted', 'sideways')].map(counted);
  const [up, down, fresh, gone] = [of('promoted'), of('demoted'), of('joined'), of('left')].map(counted);
  return both(
    `${moved} of ${known} customers changed tier: ${up} moved up, ${down} down. ${fresh} are new, ${gone} left.`,
    `${known} 位已有等级的客户中，${moved} 位等级有变：${up} 位升级，${down} 位降级。另有 ${fresh} 位新加入，${gone} 位移出。`,
  );
}
