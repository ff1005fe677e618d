import { type WebhookMessage, webhookMessageSchema } from "@tinytorch/api";
import { hookReceiver, mailServer, type ReceivedLetter } from "@tinytorch/autograder/testing";

/** Who is told by the service: a receiver of webhooks, and a mail server, both on loopback. */
export interface Told {
  readonly hookUrl: string;
  readonly smtpUrl: string;
  readonly messages: readonly WebhookMessage[];
  readonly letters: readonly ReceivedLetter[];
}

export async function openTold(): Promise<Told> {
  const messages: WebhookMessage[] = [];
  const [hook, mail] = await Promise.all([
    hookReceiver(({ body }) => {
      messages.push(webhookMessageSchema.parse(JSON.parse(body)));
      return 204;
    }),
    mailServer(),
  ]);
  return { hookUrl: hook.url, smtpUrl: mail.url, messages, letters: mail.letters };
}
