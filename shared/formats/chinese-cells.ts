/** A name or number shown whole: one with stars is shared by many people and tells nobody apart. */
export const UNMASKED = /^([^*＊]+)$/;

/** The address by which somebody is known to Alipay: an e-mail address, where it is no phone number and not masked. */
export const UNMASKED_ADDRESS = /^([^\s@*]+@[^\s@*]+)$/;

/** Digits as people write phone numbers; ciphertext and masks have other signs. */
export const PLAIN_PHONE = /^(\+?[\d\s-]+)$/;

/** Province or municipality at the head of an address, by its short name; only two have three letters. */
export const PROVINCE = /^(内蒙古|黑龙江|\p{Script=Han}{2})/u;
