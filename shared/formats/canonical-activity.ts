import { both } from '../domain/bilingual.ts';
import { PERSON, spread } from './canonical-orders.ts';
import { list, type Profile } from './profile.ts';

const { customer_id, email, phone, updated_at } = PERSON;

/** The plain activity file: what a customer did, when, and how much of it. */
export const canonicalActivity: Profile = {
  id: 'canonical-activity',
  kind: 'activity',
  name: both('plain activity file', '通用行为文件'),
  signature: [],
  header: list('activity_id|customer_id|email|phone|activity|occurred_at|quantity|updated_at'),
  example: {
    activity_id: 'E0001',
    customer_id: 'C0001',
    activity: '签到',
    occurred_at: '2025-05-01 10:30:00',
    quantity: '1',
  },
  columns: spread({
    ...{ customer_id, email, phone, updated_at },
    activity_id: ['activity_id event_id action_id record_id 行为编号 行为ID 活动编号 事件编号 事件ID 流水号'],
    activity: [
      'activity activity_type activity_name event event_type event_name action 行为 行为类型 行为名称 活动 活动类型 活动名称 事件 事件类型 事件名称 行為 活動 事件類型',
    ],
    occurred_at: [
      'occurred_at occurred_on happened_at activity_time activity_date event_time event_date timestamp time date 发生时间 发生日期 行为时间 行为日期 活动时间 活动日期 事件时间 时间 日期 發生時間 時間',
    ],
    quantity: [
      'quantity count times duration minutes amount value points 数量 次数 时长 分钟数 数值 金额 积分 數量 次數 時長',
    ],
  }),
  required: [['customer_id', 'email', 'phone'], ['activity'], ['occurred_at']],
  grain: 'order',
  status: {},
  guesses: [],
};
