import { both } from '../domain/bilingual.ts';
import { PERSON, spread } from './canonical-orders.ts';
import { list, type Profile } from './profile.ts';

const { customer_id, email, phone, updated_at } = PERSON;

/** The plain feedback file: answers to surveys, ratings, complaints and when they were settled. */
export const canonicalFeedback: Profile = {
  id: 'canonical-feedback',
  kind: 'feedback',
  name: both('plain feedback file', '通用反馈文件'),
  signature: [],
  header: list('feedback_id|customer_id|email|phone|feedback|occurred_at|score|closed_at|updated_at'),
  example: {
    feedback_id: 'F0001',
    customer_id: 'C0001',
    feedback: 'survey',
    occurred_at: '2025-05-01 10:30:00',
    score: '9',
  },
  columns: spread({
    ...{ customer_id, email, phone, updated_at },
    feedback_id: [
      'feedback_id survey_id response_id complaint_id review_id ticket_id case_id 反馈编号 反馈ID 问卷编号 投诉编号 工单编号 工单号 評價編號',
    ],
    feedback: ['feedback feedback_type feedback_kind 反馈 反馈类型 反馈类别 反馈种类 反饋類型'],
    occurred_at: [
      'occurred_at occurred_on submitted_at responded_at opened_at feedback_time feedback_date 发生时间 提交时间 反馈时间 反馈日期 评价时间 投诉时间 填写时间 创建时间 發生時間',
    ],
    score: ['score rating stars nps csat 分数 得分 评分 星级 满意度 分數 評分'],
    closed_at: [
      'closed_at resolved_at solved_at closed_on 关闭时间 解决时间 结案时间 处理完成时间 完结时间 關閉時間',
    ],
  }),
  required: [['customer_id', 'email', 'phone'], ['feedback'], ['occurred_at']],
  grain: 'order',
  status: {},
  guesses: [],
};
