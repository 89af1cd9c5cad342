import { offeredScopes, readScope, type Scope, type Unsubscriber } from '../../shared/domain/mail/scopes.ts';

/** What somebody asks for by a POST. */
export interface Wish {
  does: 'leave' | 'comeBack';
  scope: Scope;
}

/** The value of a button on our page. */
export const choiceOf = ({ does, scope }: Wish): string => `${does}:${scope}`;

const CHOICE = /^(leave|comeBack):(.+)$/;
const LEAVE_ALL: Wish = { does: 'leave', scope: 'all' };

/** Whatever is not a choice of our page means: no more mails at all. One click (RFC 8058) says just that. */
export function wishOf(form: URLSearchParams, who: Unsubscriber): Wish {
  const [, does, text = ''] = CHOICE.exec(form.get('choice') ?? '') ?? [];
  const scope = readScope(text);
  if (form.has('List-Unsubscribe') || scope === undefined) return LEAVE_ALL;
  if (does === 'comeBack') return { does, scope };
  return offeredScopes(who).includes(scope) ? { does: 'leave', scope } : LEAVE_ALL;
}
