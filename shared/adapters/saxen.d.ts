/** The part of saxen that is used; it brings no types of its own. */
declare module 'saxen' {
  export class Parser {
    on(event: 'openTag', hook: (name: string, attributes: () => Record<string, string>) => void): this;
    on(event: 'closeTag', hook: (name: string) => void): this;
    on(event: 'text', hook: (text: string) => void): this;
    on(event: 'cdata', hook: (text: string) => void): this;
    /** Without a hook what is malformed throws. */
    on(event: 'error', hook: (error: Error) => void): this;
    parse(xml: string): Error | undefined;
  }
}
