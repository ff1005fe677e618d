import { createTransport } from "nodemailer";
import type { Letter } from "./compose-mail.ts";

const limitMilliseconds = 10_000;

/** Sends letters over SMTP. */
export interface Mailer {
  /** @throws Error in a sentence when the server does not take it. */
  send(id: string, to: string, letter: Letter): Promise<void>;
  close(): void;
}

/** @param smtpUrl `smtp://user:password@host:587` or `smtps://…`; its password is in no error. */
export function openMailer(smtpUrl: string, from: string): Mailer {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === "smtps:";
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password goes out over TLS alone.
    requireTLS: !secure && username !== "",
    ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: limitMilliseconds,
    greetingTimeout: limitMilliseconds,
    socketTimeout: limitMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf("@") + 1).replace(/>$/, "");
  return {
    async send(id, to, { subject, text }) {
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: to },
          subject,
          text,
          textEncoding: "quoted-printable",
          // The same for each attempt: who has had it knows it again.
          messageId: `<${id}@${domain}>`,
          headers: { "Auto-Submitted": "auto-generated" },
        });
      } catch (error) {
        throw new Error(sayFault(error));
      }
    },
    close: () => transport.close(),
  };
}

/** The reply's code alone: a server may say back whom it refuses. */
function sayFault(error: unknown): string {
  if (!(error instanceof Error)) return "the mail server failed";
  if ("responseCode" in error && typeof error.responseCode === "number")
    return `the mail server said ${error.responseCode}`;
  return "code" in error ? `the mail server failed: ${error.code}` : "the mail server failed";
}
