import { z } from 'zod';
import { type Bilingual, both } from '../bilingual.ts';

/** What a mail is about, as a person who leaves one sort of mail thinks of it. */
export const TopicSchema = z.enum(['tier', 'offers', 'events', 'advice', 'surveys', 'service']);
export type Topic = z.infer<typeof TopicSchema>;

export const TOPIC_NAMES: Record<Topic, Bilingual> = {
  tier: both('News of your membership tier', '会员等级消息'),
  offers: both('Offers and promotions', '优惠与促销'),
  events: both('Invitations to events', '活动邀请'),
  advice: both('Tips and product news', '使用建议与新品消息'),
  surveys: both('Surveys', '问卷调查'),
  service: both('Service and reminders', '服务与提醒'),
};
