import { type Bilingual, both } from '../bilingual.ts';
import type { Policy } from './schema.ts';

/** What each setting of a policy is for, as editors show it. */
export const SETTING_WORDS: Record<keyof Policy, Bilingual> = {
  version: both('Version of this language: 1.', '策略语言的版本，固定为 1。'),
  shop: both('Name, language and postal address of the shop.', '店铺的名称、语言和邮寄地址。'),
  identity: both(
    'What tells that two orders are of the same customer; the first that an order has counts.',
    '用什么认出同一位客户，依次尝试，取订单上第一个有值的。',
  ),
  timeZone: both(
    'Dates are dates of this zone, such as Asia/Shanghai.',
    '日期所用的时区，如 Asia/Shanghai。',
  ),
  currency: both(
    'Currency of all amounts, and how many units of it one unit of another is worth.',
    '所有金额换算成的货币，以及其他货币的汇率。',
  ),
  schedule: both('How often everybody is graded.', '多久评级一次。'),
  window: both('Only orders of so many days count.', '只看最近多少天的订单。'),
  zeroCounts: both('Whether an order of amount zero is a purchase.', '金额为零的订单是否算一次购买。'),
  features: both(
    'What is known of a customer, by names of your own: from orders, activity, feedback, columns of customers exports, or reckoned from other features.',
    '自定义特征：来自订单、行为、反馈、客户文件的某一列，或由其他特征计算得出。',
  ),
  lifetime: both(
    'What a customer is worth and how he will go on: by history or by a model.',
    '客户终身价值与未来行为：按历史计算，或用模型预测。',
  ),
  scores: both(
    'Features put into bands, and weighted sums of bands.',
    '评分：把特征分档，或把各档加权求和。',
  ),
  flags: both('Marks that are up while their conditions hold.', '标记：条件满足时出现。'),
  stages: both(
    'Stages of a customer’s life: the first that holds; the last has no conditions.',
    '生命周期阶段：取第一个满足的；最后一个不写条件。',
  ),
  segments: both(
    'Parts of the customers across tiers; of each list the first that holds.',
    '跨等级的客户细分；每个列表取第一个满足的。',
  ),
  tiers: both(
    'Tiers from the highest down: the first whose conditions all hold; the last has none.',
    '等级从高到低：取条件全部满足的第一个；最后一个不写条件。',
  ),
  movement: both('How tiers go up and down.', '等级如何升降。'),
  campaigns: both('Who gets which mail, and when.', '给谁、何时、发哪封邮件。'),
  portrait: both('What else the published customer shows.', '客户画像中额外展示的内容。'),
  criteria: both('When the review of the criteria speaks up.', '标准回顾在什么情况下提醒。'),
  mail: both(
    'How mail goes out, over all campaigns: caps, quiet hours, hold-out, warm-up of a new domain, cost.',
    '所有活动的发信方式：频次上限、免打扰时段、对照组、新域名放量、成本。',
  ),
  approvalDays: both(
    'Days after which a plan that nobody decided about expires.',
    '计划在多少天内无人批准或驳回便失效。',
  ),
  guards: both(
    'Guard rails: what makes a plan an anomaly, and wait for a person where approval is guarded.',
    '审批条件：哪些情况算异常；approval 为 guarded 时，触发后须由人批准。',
  ),
  effect: both('How the effect of mail is measured.', '如何衡量邮件的效果。'),
  approval: both('Whether a person approves each grading.', '每次评级是否先由人确认。'),
  intake: both('How exports are read.', '如何读取导出文件。'),
  mappings: both('How exports are read that no profile knows.', '系统不认识的文件如何读取。'),
  writeBack: both(
    'How tiers get back into other systems: files to import, and events.',
    '等级如何写回其他系统：供导入的文件，以及事件。',
  ),
  notify: both('Who is told what became of uploads.', '上传结果通知谁。'),
};
