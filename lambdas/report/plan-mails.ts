import type { PlanPage } from '../../shared/contract/plan-page.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import {
  counted,
  folded,
  note,
  type Say,
  safe,
  type Table,
  table,
  wordIn,
} from '../../shared/domain/report/html.ts';
import { inOrderOf, REASONS } from '../../shared/domain/report/words.ts';
import type { Gallery } from './gallery.ts';
import { nameOf } from './gallery-page.ts';
import { number, text, titled } from './layout.ts';
import { pageLink } from './page-links.ts';
import { noPreviews, previewNote, previewSection } from './preview-section.ts';

type Campaigns = PlanPage['campaigns'];

/** Which mails go to how many, when, and what they say; who gets none, and why. */
export function planMails(plan: PlanPage, gallery: Gallery, language: Language, say: Say): string {
  const { mails, campaigns } = plan;
  if (campaigns.length === 0) return titled(say, TITLE, note(say, NONE));
  const reasons = reasonTable(campaigns, say);
  const parts = [
    mails.problems.map((problem) => `<p class="asks">${safe(say(problem.say))}</p>`).join(''),
    table(say, campaignTable(campaigns, say)),
    reasons.rows.length > 0 ? table(say, reasons) : '',
    mails.days.length > 0 ? table(say, dayTable(mails.days)) : '',
    letters(gallery, language, say),
  ];
  return titled(say, TITLE, parts.join(''));
}

const TITLE = both('Mails', '邮件');
const NONE = both('This run has no mails.', '本次运行没有邮件。');

/** Whom an earlier run has mailed has a column of his own. */
const skipped = ({ skips, already }: Campaigns[number]): number =>
  skips.reduce((sum, { count }) => sum + count, 0) - already;

function campaignTable(campaigns: Campaigns, say: Say): Table {
  const sum = (of: (campaign: Campaigns[number]) => number) =>
    campaigns.reduce((all, campaign) => all + of(campaign), 0);
  return {
    caption: both('Mails by campaign', '各活动的邮件（单位：封）'),
    columns: [
      text('campaign', '活动'),
      number('to go out', '将发送'),
      number('held out', '留作对照'),
      number('done by an earlier run', '此前已处理'),
      number('not to be mailed', '不能发'),
    ],
    rows: campaigns.map((campaign) => [
      ...[nameOf(campaign, say), campaign.due, campaign.heldOut, campaign.already, skipped(campaign)],
    ]),
    total: [
      say(both('all', '合计')),
      ...[sum(({ due }) => due), sum(({ heldOut }) => heldOut)],
      ...[sum(({ already }) => already), sum(skipped)],
    ],
  };
}

/** Over all campaigns, the most common reason first. */
function reasonTable(campaigns: Campaigns, say: Say): Table {
  const sums = new Map<string, number>();
  for (const { reason, count } of campaigns.flatMap(({ skips }) => skips))
    sums.set(reason, (sums.get(reason) ?? 0) + count);
  const order = inOrderOf(REASONS);
  return {
    caption: both('Why some are not to be mailed', '不能发的原因'),
    columns: [text('reason', '原因'), number('mails', '封数')],
    rows: [...sums]
      .sort(([a, m], [b, n]) => n - m || order(a, b))
      .map(([reason, count]) => [wordIn(REASONS, reason, say), count]),
  };
}

const dayTable = (days: PlanPage['mails']['days']): Table => ({
  caption: both('When they go out', '发送日期'),
  columns: [text('day', '日期'), number('mails', '封数')],
  rows: days.map(({ date, mails }) => [date, mails]),
});

/** Folded by campaign, so that whoever decides sees the figures of all before the words of one. */
function letters({ campaigns, isKept }: Gallery, language: Language, say: Say): string {
  if (!isKept) return noPreviews(say);
  const folds = campaigns.map((campaign) => {
    const name = nameOf(campaign, say);
    return folded(
      say,
      lettersOf(name, campaign.mails),
      previewSection(name, campaign.templates, language, say),
    );
  });
  return `<h3>${safe(say(both('What they say', '邮件内容')))}</h3>${previewNote(say)}${folds.join('')}<p>${pageLink('mails', language, say)}</p>`;
}

function lettersOf(name: string, mails: Gallery['campaigns'][number]['mails']): Bilingual {
  const due = counted(
    mails.filter(({ outcome }) => outcome === 'pending').reduce((sum, { count }) => sum + count, 0),
  );
  return both(`The letters of “${name}” (${due} to go out)`, `查看“${name}”的邮件（将发送 ${due} 封）`);
}
