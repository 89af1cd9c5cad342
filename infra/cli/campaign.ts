import type { Command } from 'commander';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import type { CampaignState } from '../../shared/contract/campaigns.ts';
import { EVERY } from '../../shared/contract/campaigns.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { namedBy, releasable } from '../../shared/domain/mail/campaign-choice.ts';
import type { Odds } from '../../shared/domain/mail/release.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { type Act, doneLine } from './campaign-done.ts';
import { campaignLines, everyWords } from './campaign-lines.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { grantedBy } from './requests.ts';
import type { Terminal } from './terminal.ts';
import { TAKING_UP, whilst } from './whilst.ts';

interface CampaignOptions extends CommonOptions {
  yes?: boolean;
}

/** `campaign list`, and the life of one: by its id, by the rule that it follows, or `all` to pause and resume everything. */
export function addCampaign(program: Command): void {
  const campaign = program.command('campaign');
  command(campaign, 'list', list);
  for (const act of ['pause', 'resume', 'cancel', 'release'] as const) {
    const added = command<CampaignOptions>(campaign, `${act} <id>`, (terminal, options, id = '') =>
      change(terminal, options, act, id === 'all' ? EVERY : id),
    );
    if (act === 'release') added.option('--yes');
  }
}

async function list(terminal: Terminal, options: CommonOptions): Promise<void> {
  const { table, lake } = await connect(options);
  const campaigns = await openCampaigns(table).all();
  const { timeZone } = (await currentPolicy(table, lake, defaultPolicyText())).policy;
  terminal.result({ campaigns }, [
    ...everyWords(campaigns, terminal),
    ...campaignLines(campaigns, timeZone, terminal),
  ]);
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
    return weigh(terminal, namedBy(campaign, all));
  }
  const { campaigns = [] } = await whilst(
    terminal,
    TAKING_UP,
    grantedBy(shop, { want: 'campaign', act, campaign }),
  );
  const states = await openCampaigns(shop.table).all();
  const lines = campaigns.map(({ campaignId }) => {
    const state = states.find((each) => each.campaignId === campaignId);
    return doneLine(act, campaignId, state)[terminal.language];
  });
  terminal.result({ done: true, act, campaigns }, lines);
}

/** Shows what a release risks, and does nothing yet. */
function weigh(terminal: Terminal, named: readonly CampaignState[]): void {
  const able = releasable(named, new Date().toISOString());
  const weighed = able.map(({ campaignId, odds }) => ({ campaignId, odds }));
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
