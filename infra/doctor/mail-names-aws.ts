import { Resolver } from 'node:dns/promises';
import { GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailNames } from './mail-names.ts';

/** Answers of the DNS that mean that there is no such record. */
const NONE = ['ENODATA', 'ENOTFOUND'];

/** Asks SES and the DNS; offline it fails within seconds. */
export function openMailNames(
  client = new SESv2Client({ maxAttempts: 2 }),
  resolver: Pick<Resolver, 'resolveTxt'> = new Resolver({ timeout: 2_000, tries: 1 }),
): MailNames {
  return {
    async mailFrom(domain) {
      const { MailFromAttributes } = await client.send(
        new GetEmailIdentityCommand({ EmailIdentity: domain }),
      );
      return MailFromAttributes?.MailFromDomain || undefined;
    },
    async texts(name) {
      try {
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
      } catch (error) {
        const { code = '' } = error as NodeJS.ErrnoException;
        if (NONE.includes(code)) return [];
        throw Object.assign(new Error(), { name: code });
      }
    },
  };
}
