import { both } from '../../shared/domain/bilingual.ts';
import { type Finding, notHere, notTold, ok, toDo, unnamed, unseen } from './finding.ts';

export interface MailNames {
  /** The domain of its own that SES sends from; undefined where it sends from SES’s. Throws where SES cannot be asked. */
  mailFrom(domain: string): Promise<string | undefined>;
  /** Texts of a name in the DNS; none where there is no such name. Throws where the DNS cannot be asked. */
  texts(name: string): Promise<string[]>;
}

const MAIL_FROM = both('the MAIL FROM domain', 'MAIL FROM 域名');
const DMARC = both('the DMARC record', 'DMARC 记录');

/** What receivers look up before they believe a sender: SPF of the MAIL FROM domain, and DMARC. None of it stops mail. */
export async function lookAtNames(
  names: MailNames,
  sender: string | undefined,
  isLocal: boolean,
): Promise<Finding[]> {
  if (isLocal) return [notHere('mail-from', MAIL_FROM), notHere('dmarc', DMARC)];
  if (sender === undefined) return [unnamed('dmarc', 'SENDER', 'Sender')];
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return [await fromDomain(names, domain), await dmarc(names, domain)];
}

async function fromDomain({ mailFrom, texts }: MailNames, domain: string): Promise<Finding> {
  const id = 'mail-from';
  try {
    const own = await mailFrom(domain);
    if (own === undefined) return ofSes(domain);
    const spf = (await texts(own)).find((text) => /^v=spf1\b/i.test(text));
    if (spf?.includes('include:amazonses.com'))
      return ok(id, both(`${own} lets SES send (SPF)`, `${own} 的 SPF 已允许 SES 发信`));
    return toDo(
      { id, stopsMail: false },
      both(
        `The MAIL FROM domain ${own} has no SPF record for SES: put the TXT record "v=spf1 include:amazonses.com ~all" there.`,
        `MAIL FROM 域名 ${own} 没有允许 SES 的 SPF 记录：请添加 TXT 记录 "v=spf1 include:amazonses.com ~all"。`,
      ),
    );
  } catch (error) {
    return notTold(id, MAIL_FROM, error);
  }
}

/** Mail is delivered without it too: DKIM alone aligns with DMARC. */
const ofSes = (domain: string): Finding =>
  toDo(
    { id: 'mail-from', stopsMail: false },
    both(
      `Mails of ${domain} have SES’s own MAIL FROM domain, so SPF speaks for SES and not for you: set a custom one, such as bounce.${domain}, in the SES console.`,
      `${domain} 的邮件使用 SES 自己的 MAIL FROM 域名，SPF 证明的是 SES 而不是您：请在 SES 控制台设置自定义域名，例如 bounce.${domain}。`,
    ),
  );

async function dmarc({ texts }: MailNames, domain: string): Promise<Finding> {
  const id = 'dmarc';
  try {
    for (const name of withParent(domain)) {
      const found = (await texts(`_dmarc.${name}`)).find((text) => /^v=DMARC1\b/i.test(text));
      if (found !== undefined)
        return ok(id, both(`_dmarc.${name} says ${found}`, `_dmarc.${name} 的内容为 ${found}`));
    }
  } catch (error) {
    return unseen(id, offline(error).say);
  }
  return toDo(
    { id, stopsMail: false },
    both(
      `There is no DMARC record, which large providers ask of whoever mails many: put the TXT record "v=DMARC1; p=none; rua=mailto:…" at _dmarc.${domain}.`,
      `没有 DMARC 记录，而大型邮箱服务商要求批量发信者具备：请在 _dmarc.${domain} 添加 TXT 记录 "v=DMARC1; p=none; rua=mailto:…"。`,
    ),
  );
}

const offline = (error: unknown): Finding => notTold('dmarc', DMARC, error);

/** Without a record of its own a name is judged by that of the organisation above it. */
function withParent(domain: string): string[] {
  const labels = domain.split('.');
  return labels.length > 2 ? [domain, labels.slice(1).join('.')] : [domain];
}
