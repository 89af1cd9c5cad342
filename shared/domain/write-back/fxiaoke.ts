import { BYTE_ORDER_MARK } from '../csv.ts';
import { CHANGES } from '../report/words.ts';
import type { Standing } from './standing.ts';
import { type Target, type TierFile, tierName } from './tier-file.ts';

/**
 * 纷享销客, 客户 > 导入 > 更新导入. Its sales orders name a customer by 客户名称 alone. It imports workbooks: the mark at the
 * beginning lets a spreadsheet read the Chinese, and save the file as one.
 */
export const fxiaoke: TierFile = {
  opening: BYTE_ORDER_MARK,

  heads({ policy }) {
    const { customerId, tier, previousTier, since, change } = policy.writeBack.fxiaoke;
    return ['客户名称', customerId, tier, previousTier, since, change];
  },

  row(standing, target) {
    const { tier, previousTier, since, change } = standing;
    const name = (id: string | null) => tierName(target.policy, id)['zh-CN'];
    return {
      keys: keysOf(standing, target),
      words: [name(tier), name(previousTier), since, CHANGES[change]?.['zh-CN'] ?? change],
    };
  },
};

/** A name in the place of the number would find nobody, and an address is no company's name. */
const keysOf = ({ customerId, name }: Standing, { origins }: Target): string[] =>
  origins.has('fxiaoke') && !customerId.includes('@') ? [customerId, ''] : [name ?? '', customerId];
