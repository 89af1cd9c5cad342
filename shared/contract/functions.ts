import { z } from 'zod';

/** What a Lambda function URL hands over (payload format 2.0); only what we read of it. */
export const WebRequestSchema = z.object({
  rawPath: z.string().default('/'),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string().optional()).default({}),
  /** Forms come in base64. */
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.string().default('') }) }),
});
export type WebRequest = z.infer<typeof WebRequestSchema>;

export const WebAnswerSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type WebAnswer = z.infer<typeof WebAnswerSchema>;
