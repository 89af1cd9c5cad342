import type { Command } from 'commander';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import type { CampaignState } from '../../shared/contract/campaigns.ts';
import { EVERY } from '../../shared/contract/campaigns.ts';
import type { Request } from '../../shared/contract/requests.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { mustBeReleasable, type Odds } from '../../shared/domain/mail/release.ts';
import { campaignLines, everyWords } from './campaign-lines.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { grantedBy } from './requests.ts';
import type { Terminal } from './terminal.ts';

interface CampaignOptions extends CommonOptions {
  yes?: boolean;
}

type Act = Extract<Request, { want: 'campaign' }>['act'];

const DONE: Record<Act, ReturnType<typeof both>> = {
  pause: both(
    'paused; `campaign resume` goes on with exactly the rest',
    '已暂停；`campaign resume` 会从剩余部分继续',
  ),
  resume: both('resumed', '已继续'),
  cancel: both('cancelled; what was not sent stays so', '已取消；未发出的邮件不会再发'),
  release: both('released; each unknown mail is tried once more', '已放行；每封结果不明的邮件再试一次'),
};

const WHAT: Record<Act, string> = {
  pause: 'stop a campaign within two seconds; `all` stops every mail',
  resume: 'go on with exactly the rest',
  cancel: 'send no more of it, for good',
  release: 'try the mails of unknown outcome once more; without --yes only show the odds',
};

/** `campaign list`, and the life of one: by its id, by the rule that it follows, or `all` to pause and resume everything. */
export function addCampaign(program: Command): void {
  const campaign = program.command('campaign').description('the life of campaigns');
  command(campaign, 'list', 'every campaign that has mails, with its state', list);
  for (const act of ['pause', 'resume', 'cancel', 'release'] as const) {
    const added = command<CampaignOptions>(campaign, `${act} <id>`, WHAT[act], (terminal, options, id = '') =>
      change(terminal, options, act, id === 'all' ? EVERY : id),
    );
    if (act === 'release') added.option('--yes', 'do it');
  }
}

async function list(terminal: Terminal, options: CommonOptions): Promise<void> {
  const campaigns = await openCampaigns((await connect(options)).table).all();
  terminal.result({ campaigns }, [...everyWords(campaigns, terminal), ...campaignLines(campaigns, terminal)]);
}

async function change(
  terminal: Terminal,
  options: CampaignOptions,
  act: Act,
  campaign: string,
): Promise<void> {
  const shop = await connect(options);
  if (act === 'release' && options.yes !== true) {
    const all = await openCampaigns(shop.table).all();
    return weigh(
      terminal,
      all.filter(({ campaignId, rule }) => [campaignId, rule].includes(campaign)),
    );
  }
  const { campaigns = [] } = await grantedBy(shop, { want: 'campaign', act, campaign });
  const names = campaigns.map(({ campaignId }) => (campaignId === EVERY ? 'all' : campaignId));
  terminal.result({ done: true, act, campaigns }, [`${names.join(', ')}: ${DONE[act][terminal.language]}`]);
}

/** Shows what a release risks, and does nothing yet. */
function weigh(terminal: Terminal, chosen: readonly CampaignState[]): void {
  const weighed = chosen.map(({ campaignId, figures, releasedAt }) => ({
    campaignId,
    odds: mustBeReleasable(figures, releasedAt, Date.now()),
  }));
  const lines = weighed.map(({ campaignId, odds }) => `${campaignId}: ${oddsWords(odds)[terminal.language]}`);
  const next = both('Nothing was done. Add --yes to release them.', '尚未执行。加上 --yes 即可放行。');
  terminal.result({ done: false, campaigns: weighed }, [...lines, next[terminal.language]]);
}

function oddsWords({ unknown, coverage, duplicatesAtMost }: Odds) {
  const share = ((coverage ?? 0) * 100).toFixed(2);
  const risk = duplicatesAtMost.toFixed(2);
  return both(
    `${unknown} unknown; SES told of ${share} % of the mails surely sent; on average at most ${risk} people would get it twice`,
    `${unknown} 封结果不明；确已发出的邮件中 SES 回报了 ${share}%；平均最多有 ${risk} 人会收到两封`,
  );
}
