import type { Field } from './profile.ts';

/** How well a column's name fits a field: the first pattern that matches counts, unless `never` does. */
interface NameRule {
  field: Field;
  fits: readonly (readonly [score: number, pattern: RegExp])[];
  never?: RegExp;
}

const WHO = '会员|客户|买家|用户|顾客|會員|客戶|買家|member|customer|client|buyer|user|account|shopper';
const BOUGHT =
  '下单|付款|支付|成交|交易|购买|消费|订单|开单|下單|訂單|order|paid|payment|purchase|transaction|sale|sold|checkout';
const DONE =
  '发生|行为|活动|事件|签到|登录|提交|填写|反馈|评价|投诉|创建|occurred|event|activity|action|submitted|feedback|response|created|opened';
const WHEN = '时间|日期|時間|date|time|at|on';
const NUMBER = '号|编号|编码|單號|編號|id|no|num|number|code|ref|#';
const AGREED = '同意|授权|订阅|consent|optin|subscri|acceptsmarketing|marketing';

const named = (text: string): RegExp => new RegExp(text);

const WHEN_NOT =
  /更新|修改|退款|发货|收货|签收|完成|关闭|解决|结案|评价|到期|生日|注册|update|modif|refund|ship|deliver|expir|birth|close|resolve|registered|consent|optin|同意|最近|上次|最后|首次|^last|^first/;

const RULES: readonly NameRule[] = [
  {
    field: 'order_id',
    fits: [
      [
        9,
        named(`^(订单|交易|销售|小票|单据|訂單|order|invoice|transaction|receipt|salesorder).*(${NUMBER})$`),
      ],
      [7, /单号|單號|流水号/],
      [6, /^(订单|order|invoice)$/],
      [3, /^(id|编号|no|number|ref|reference)$/],
    ],
    never: /物流|快递|运单|退款|发票号|售后|tracking|refund|item|子订单/,
  },
  {
    field: 'customer_id',
    fits: [
      [9, named(`(${WHO}).*(${NUMBER})$`)],
      [7, /会员卡|卡号|openid|unionid/],
      [6, named(`^(${WHO})$`)],
      [5, named(`(${WHO}).*(昵称|账号|帐号|账户|nick(name)?|login)$|旺旺|昵称`)],
    ],
    never: /邮箱|mail|手机|电话|phone|mobile|等级|level|留言|备注|note/,
  },
  { field: 'email', fits: [[9, /e?mail|邮箱|邮件|郵箱|郵件/]], never: named(`${AGREED}|optout|退订`) },
  {
    field: 'phone',
    fits: [
      [9, /手机|电话|手機|電話|mobile|phone|^tel|^cell/],
      [6, /联系方式/],
    ],
  },
  {
    field: 'name',
    fits: [
      [8, /^(姓名|name|fullname)$/],
      [6, named(`(${WHO}|收货人|联系人|contact).*(姓名|名称|名字|name)$|姓名`)],
    ],
    never: /nick|昵称|user|login/,
  },
  { field: 'language', fits: [[8, /语言|语种|語言|language|locale|^lang$/]] },
  { field: 'country', fits: [[8, /国家|國家|country/]] },
  {
    field: 'ordered_at',
    fits: [
      [9, named(`(${BOUGHT}).*(${WHEN})$`)],
      [5, /^(时间|日期|時間|date|time|datetime|day)$/],
      [3, named(`(${WHEN})$`)],
    ],
    never: WHEN_NOT,
  },
  {
    field: 'occurred_at',
    fits: [
      [9, named(`(${DONE}).*(${WHEN})$`)],
      [5, /^(时间|日期|時間|date|time|datetime|day|timestamp)$/],
      [3, named(`(${WHEN})$`)],
    ],
    never: /更新|修改|关闭|解决|结案|完结|到期|生日|update|modif|close|resolve|solved|expir|birth/,
  },
  { field: 'time', fits: [[6, /时间|時间|时刻|time/]] },
  {
    field: 'amount',
    fits: [
      [9, /实付|实收|實付|paidamount|amountpaid|(付款|支付|成交|消费)(总)?(金额|额)/],
      [7, /金额|金額|总价|总额|合计|amount|total|revenue/],
      [5, /价|price|营收|收入|value/],
    ],
    never:
      /退|运费|优惠|折扣|税|积分|单价|refund|shipping|freight|tax|discount|points|count|quantity|数量|unit|累计|lifetime|totalspent/,
  },
  {
    field: 'refund',
    fits: [
      [8, /退款.*额|refund.*(amount|total)|^refunded$/],
      [6, /^(退款|refund)$/],
    ],
  },
  { field: 'currency', fits: [[9, /币种|货币|幣種|currency/]] },
  {
    field: 'status',
    fits: [
      [8, /^((订单|交易|支付|order|payment))?(状态|狀態|status)$/],
      [4, /状态|狀態|status/],
    ],
    never: /物流|发货|退款|售后|ship|refund|fulfil|deliver/,
  },
  {
    field: 'category',
    fits: [
      [7, /类目|品类|分类|类别|類別|category|department/],
      [4, /商品|产品|product/],
    ],
    never: /编号|号$|id$|数量|价/,
  },
  {
    field: 'channel',
    fits: [
      [7, /渠道|来源|通路|平台|channel|source|platform/],
      [5, /门店|店铺|store|branch/],
    ],
  },
  {
    field: 'region',
    fits: [
      [7, /^(省|省份|地区|区域|城市|地區|region|province|area|city)$/],
      [5, /省|地区|region|province|city/],
    ],
  },
  {
    field: 'consent',
    fits: [[8, named(AGREED)]],
    never: /时间|日期|来源|渠道|date|time|at$|source|optout|退订/,
  },
  { field: 'consent_at', fits: [[8, named(`(${AGREED}).*(${WHEN})$`)]] },
  { field: 'consent_source', fits: [[8, named(`(${AGREED}).*(来源|渠道|source|channel)`)]] },
  { field: 'updated_at', fits: [[8, /更新|修改|updated|modified/]] },
  {
    field: 'activity_id',
    fits: [[8, named(`(行为|活动|事件|流水|记录|event|action|activity|record).*(${NUMBER})$`)]],
  },
  {
    field: 'activity',
    fits: [
      [8, /^(行为|活动|事件|动作|event|action|activity)(类型|名称|type|name)?$/],
      [5, /行为|活动|事件|event|activity/],
    ],
    never: named(`(${NUMBER}|${WHEN})$`),
  },
  {
    field: 'quantity',
    fits: [
      [8, /数量|次数|时长|分钟|积分|數量|次數|quantity|count|duration|minutes|points/],
      [4, /金额|数值|amount|value/],
    ],
  },
  {
    field: 'feedback_id',
    fits: [
      [
        8,
        named(
          `(反馈|问卷|投诉|工单|评价|feedback|survey|response|complaint|review|ticket|case).*(${NUMBER})$`,
        ),
      ],
    ],
  },
  {
    field: 'feedback',
    fits: [
      [8, /^(反馈|feedback)(类型|类别|种类|type|kind)?$/],
      [5, /^(类型|类别|种类|type|kind)$/],
    ],
  },
  { field: 'score', fits: [[9, /评分|得分|分数|打分|星级|满意度|評分|nps|csat|score|rating|stars/]] },
  { field: 'closed_at', fits: [[9, named(`(关闭|解决|结案|完结|完成|closed|resolved|solved).*(${WHEN})$`)]] },
];

/** 0 to 9: how well a column of this name (as `headerName` gives it) fits a field. */
export function nameScore(field: Field, name: string): number {
  const rule = RULES.find((one) => one.field === field);
  if (!rule || rule.never?.test(name)) return 0;
  return rule.fits.find(([, pattern]) => pattern.test(name))?.[0] ?? 0;
}
