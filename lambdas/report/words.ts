import { type Bilingual, both } from '../../shared/domain/bilingual.ts';

export const CHANGES: Record<string, Bilingual> = {
  joined: both('joined', '新加入'),
  promoted: both('promoted', '升级'),
  demoted: both('demoted', '降级'),
  sideways: both('moved sideways', '平移'),
  same: both('same', '不变'),
  left: both('left', '离开'),
};

export const CAUSES: Record<string, Bilingual> = {
  behaviour: both('own behaviour', '自身行为'),
  others: both('others moved the cut', '他人变动推移了分档线'),
  policy: both('the policy changed', '政策变更'),
  identity: both('the identity rule changed', '身份识别规则变更'),
  time: both('time passed', '时间推移'),
  '': both('–', '–'),
};

export const OUTCOMES: Record<string, Bilingual> = {
  sent: both('sent', '已发送'),
  unknown: both('unknown', '结果未知'),
  refused: both('refused by SES', '被 SES 拒绝'),
  suppressed: both('not to be mailed', '不应发送'),
  heldOut: both('held out', '对照组'),
  capped: both('capped', '频次上限'),
  cancelled: both('cancelled', '已取消'),
  pending: both('pending', '待发送'),
};
