import type { PlanPage } from '../../shared/contract/plan-page.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Say, safe } from '../../shared/domain/report/html.ts';
import { titled, withCode } from './layout.ts';

/** How to stop the run at each of its stages; what has been sent cannot be called back. */
export function stopSection(plan: PlanPage, say: Say): string {
  const items = waysOf(plan).map(([when, how]) => `<li><b>${safe(say(when))}</b> ${withCode(say, how)}</li>`);
  return titled(say, both('How to stop it', '如何停止'), `<ul>${items.join('')}</ul>`);
}

function waysOf({ decision, runId, campaigns }: PlanPage): [Bilingual, Bilingual][] {
  return [
    ...(decision === 'AWAITING_APPROVAL' ? [[BEFORE, reject(runId)] as [Bilingual, Bilingual]] : []),
    ...campaigns.slice(0, 1).map(({ rule }): [Bilingual, Bilingual] => [DURING, stopMails(rule)]),
    [AFTER, rollBack(runId)],
  ];
}

const BEFORE = both('Before anything happens:', '执行之前：');
const DURING = both('While mails go out:', '发送邮件期间：');
const AFTER = both('Afterwards:', '执行之后：');

const reject = (runId: string): Bilingual =>
  both(
    `reject the plan with the link in its mail, or with \`npm run tierwise -- reject ${runId}\`. No tier changes and no mail goes out. Whoever does nothing stops it too: it expires.`,
    `通过计划邮件中的链接驳回，或使用命令 \`npm run tierwise -- reject ${runId}\`。等级不变，也不发邮件。不作处理同样不会执行：计划到期作废。`,
  );

const stopMails = (rule: string): Bilingual =>
  both(
    `stop a campaign with \`npm run tierwise -- campaign pause ${rule}\` and go on later with \`resume\`, or end it for good with \`npm run tierwise -- campaign cancel ${rule}\`; \`npm run tierwise -- campaign pause all\` stops every mail within seconds. Each campaign goes by its rule in the policy; \`npm run tierwise -- campaign list\` names them.`,
    `用 \`npm run tierwise -- campaign pause ${rule}\` 暂停某个活动，之后用 \`resume\` 继续；用 \`npm run tierwise -- campaign cancel ${rule}\` 彻底取消；\`npm run tierwise -- campaign pause all\` 会在几秒内停止全部邮件。活动以策略文件中的 rule 表示，可用 \`npm run tierwise -- campaign list\` 查看。`,
  );

const rollBack = (runId: string): Bilingual =>
  both(
    `\`npm run tierwise -- rollback ${runId}\` puts every tier back as it was and cancels the mails that are not out yet; those already out are listed.`,
    `用 \`npm run tierwise -- rollback ${runId}\` 将所有等级恢复原状，并取消尚未发出的邮件；已发出的会列出清单。`,
  );
