import { both } from '../domain/bilingual.ts';
import { list, type OrderStatus, type Profile } from './profile.ts';

const words = (status: OrderStatus, said: string): [string, OrderStatus][] =>
  said.split(' ').map((one) => [one, status]);

const STATUS: Record<string, OrderStatus> = Object.fromEntries([
  ...words('paid', 'paid complete completed fulfilled shipped delivered done success'),
  ...words('paid', '已支付 已付款 已完成 完成 交易成功 已发货 已收货 partially_refunded 部分退款'),
  ...words('refunded', 'refunded 已退款 退款成功 全额退款'),
  ...words('cancelled', 'cancelled canceled voided void closed test failed expired'),
  ...words('cancelled', '已取消 取消 已关闭 交易关闭 已作废 测试'),
  ...words('unpaid', 'unpaid pending draft authorized 未支付 未付款 待付款 等待付款 待支付'),
]);

/** What people call the columns that orders and customers share. */
export const PERSON = {
  customer_id: [
    'customer_id customer_no customer_number member_id user_id buyer_id 客户编号 客户号 客户ID 会员编号 会员号 会员ID 买家ID 客戶編號 會員編號',
  ],
  email: [
    'email e-mail email_address customer_email buyer_email 邮箱 电子邮箱 电子邮件 客户邮箱 邮箱地址 電子郵箱 電子郵件 客戶郵箱',
  ],
  phone: ['phone mobile phone_number telephone 手机 手机号 手机号码 电话 联系电话 手機 電話'],
  name: ['name customer_name full_name 姓名 客户姓名 客户名称 客戶姓名'],
  language: ['language lang locale preferred_language 语言 首选语言 语种 語言'],
  consent: [
    'consent marketing_consent accepts_marketing opt_in subscribed 同意 接收营销 营销同意 同意营销 是否同意营销 行銷同意',
  ],
  consent_at: ['consent_at consent_date consent_time consented_at opt_in_at 同意时间 同意日期 同意時間'],
  updated_at: ['updated_at updated_on last_updated modified_at 更新时间 修改时间 更新時間'],
} as const;

export const spread = <K extends string>(lists: Readonly<Record<K, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries<readonly string[]>(lists).map(([field, groups]) => [
      field,
      groups.map((names) => names.split(' ')),
    ]),
  ) as Record<K, string[][]>;

/** The plain orders file that anybody can make. One row an order; a negative amount is a refund of its own. */
export const canonicalOrders: Profile = {
  id: 'canonical-orders',
  kind: 'orders',
  name: both('plain orders file', '通用订单文件'),
  signature: [],
  header: list(
    'order_id|customer_id|email|phone|name|ordered_at|amount|currency|status|refund_amount|category|channel|region|consent|consent_at|updated_at',
  ),
  example: {
    order_id: 'A0001',
    customer_id: 'C0001',
    email: 'lin@shop.example',
    name: '林晓',
    ordered_at: '2025-05-01 10:30:00',
    amount: '128.50',
    currency: 'CNY',
    status: 'paid',
    consent: 'yes',
    consent_at: '2025-05-01',
  },
  columns: spread({
    ...PERSON,
    order_id: ['order_id order_no order_number 订单号 订单编号 订单ID 訂單號 訂單編號'],
    ordered_at: [
      'ordered_at order_date order_time ordered_on 下单时间 下单日期 订单时间 订单日期 下單時間 訂單日期',
    ],
    amount: ['amount paid_amount amount_paid order_amount 实付金额 支付金额 金额 實付金額 金額'],
    currency: ['currency currency_code 币种 货币 幣種'],
    status: ['status order_status 状态 订单状态 狀態 訂單狀態'],
    refund: ['refund_amount refund refunded_amount 退款金额 已退款金额 退款金額'],
    category: ['category product_category 类目 品类 商品类目 类别 類別'],
    channel: ['channel sales_channel 渠道 销售渠道 通路'],
    region: ['region area 地区 区域 省份 地區'],
  }),
  required: [['order_id'], ['customer_id', 'email', 'phone'], ['ordered_at'], ['amount']],
  grain: 'order',
  status: STATUS,
  guesses: [],
};
