import type { PolicyFault } from '../../shared/adapters/policy-file.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { SchemeProof } from '../../shared/domain/policy/scheme.ts';
import { placed } from './policy-lines.ts';
import type { Terminal } from './terminal.ts';

/** A valid policy, what could be proven of it, and what it says without effect. */
export interface Checked {
  tiers: number;
  campaigns: number;
  proof: SchemeProof;
  warnings: readonly PolicyFault[];
  /** Lists of offer codes that no shop was there to ask for. */
  unseenLists: readonly string[];
}

export function checkLines(
  { tiers, campaigns, proof, warnings, unseenLists }: Checked,
  { language }: Terminal,
): string[] {
  const said = [holds(tiers, campaigns), reachable(proof), ...bettering(proof), ...spend(proof)];
  const noted = warnings.map(({ line, column, message }) => placed(line, column, message));
  const head = warnings.length > 0 ? [warned(warnings.length)] : [];
  return [...said, ...unseen(unseenLists), ...head, ...noted].map((text) => text[language]);
}

const unseen = (lists: readonly string[]): Bilingual[] =>
  lists.length === 0
    ? []
    : [
        both(
          `  ? No shop is up to be asked, so it is not known whether these lists of offer codes have been uploaded: ${lists.join(', ')}.`,
          `  ? 没有正在运行的系统可供查询，无法确认以下优惠码清单是否已上传：${lists.join('、')}。`,
        ),
      ];

const holds = (tiers: number, campaigns: number): Bilingual =>
  both(
    `The policy holds: ${tiers} tiers, ${campaigns} campaigns.`,
    `策略有效：${tiers} 个等级，${campaigns} 个活动。`,
  );

function reachable({ proven, reason, cells }: SchemeProof): Bilingual {
  const count = cells.toLocaleString('en-US');
  if (proven || !reason)
    return both(
      `  ✓ Proven over ${count} combinations: exactly one tier for everybody, and every tier, stage, segment and flag can be won.`,
      `  ✓ 已验证 ${count} 种组合：每位客户恰好属于一个等级，每个等级、阶段、细分和标记都有人可得。`,
    );
  return both(
    `  ? Exactly one tier for everybody; not proven that each can be won: ${reason.en}.`,
    `  ? 每位客户恰好属于一个等级；但未能证明每一项都有人可得：${reason['zh-CN']}。`,
  );
}

/** By feature whether bettering it alone can lower a tier. */
function bettering({ monotone }: SchemeProof): Bilingual[] {
  const named = (good: boolean) =>
    Object.entries(monotone).flatMap(([name, never]) => (never === good ? [name] : []));
  const [rising, falling] = [named(true), named(false)];
  const yes = both(
    `  ✓ Bettering any of these never lowers a tier: ${rising.join(', ')}.`,
    `  ✓ 以下任一项变好，等级都不会降低：${rising.join('、')}。`,
  );
  const no = both(
    `  ! Bettering one of these may lower a tier, or that is not proven: ${falling.join(', ')}.`,
    `  ! 以下各项变好时等级可能反而降低，或未能证明不会：${falling.join('、')}。`,
  );
  return [...(rising.length > 0 ? [yes] : []), ...(falling.length > 0 ? [no] : [])];
}

/** Of one more order nothing is said where it could not be proven. */
const spend = ({ spendNeverLowers, orderNeverLowers }: SchemeProof): Bilingual[] => [
  spendNeverLowers
    ? both(
        '  ✓ The same orders at higher amounts never lower a tier, while cut points and model stay.',
        '  ✓ 订单相同、金额更高，绝不会降低等级（分档线与模型不变时）。',
      )
    : both(
        '  ! The same orders at higher amounts may lower a tier, or that they do not is not proven.',
        '  ! 订单相同、金额更高时，等级可能反而降低，或未能证明不会。',
      ),
  ...(orderNeverLowers
    ? [
        both(
          '  ✓ One more order on the day of grading never lowers a tier, while cut points and model stay.',
          '  ✓ 评级当天再多一单，绝不会降低等级（分档线与模型不变时）。',
        ),
      ]
    : []),
];

const warned = (count: number): Bilingual =>
  count === 1
    ? both('  ! One remark; the policy can be used as it is:', '  ! 有 1 条提示（不影响使用）：')
    : both(
        `  ! ${count} remarks; the policy can be used as it is:`,
        `  ! 有 ${count} 条提示（不影响使用）：`,
      );
