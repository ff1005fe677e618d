import { Command } from "@commander-js/extra-typings";
import { CliError } from "../../terminal/cli-error.ts";
import { hasServer } from "../../terminal/installed.ts";
import { print, printJson } from "../../terminal/terminal.ts";

export const login = new Command("login")
  .description("sign in to an autograder with the token, or the invitation, the course gave you")
  .option(
    "--url <address>",
    hasServer
      ? "the autograder (TINYTORCH_URL, or the last one, or http://127.0.0.1:8080)"
      : "your course's address (TINYTORCH_URL, or the last one; without any you are asked)",
  )
  .option("--token <token>", "the token; without it you are asked, or it is read from stdin")
  .option("--invitation <link>", "a link of the course's, which works once, in place of an address and a token")
  .option("--json", "print who is signed in as one JSON document")
  .addHelpText("after", "\nExample:\n  tito login --url https://grader.example.edu")
  .action(async ({ invitation, json, ...options }) => {
    const { accountFile, checkAccount, storeAccount } = await import("./account.ts");
    const { createClient } = await import("@tinytorch/api");
    const { url, token } = invitation === undefined ? await given(options) : await redeemed(invitation, options);
    const account = checkAccount({ url, token });
    const { id, name, role } = await createClient({ baseUrl: url, token }).me();
    await storeAccount({ ...account, id });
    if (json) return printJson({ url, name, role, file: accountFile() });
    print(`Signed in to ${url} as ${name} (${role}). The token is kept in ${accountFile()}.`);
  });

async function askAddress(): Promise<string> {
  const needed = "--url is needed: the address that your course gave you";
  if (process.stdin.isTTY !== true) throw new CliError(2, needed);
  const { isCancel, text } = await import("@clack/prompts");
  const message = "The address that your course gave you";
  const answer = await text({ message, placeholder: "https://grader.example.edu", output: process.stderr });
  if (isCancel(answer) || !answer) throw new CliError(2, needed);
  return answer.trim();
}

interface Given {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
}

async function given(options: Given): Promise<{ readonly url: string; readonly token: string }> {
  const { ownUrl, storedAccount } = await import("./account.ts");
  const last = await storedAccount().catch(() => null);
  const url = options.url ?? (process.env.TINYTORCH_URL || last?.url || ownUrl || (await askAddress()));
  const token = options.token ?? (process.env.TINYTORCH_TOKEN || (await askToken(url)));
  return { url, token: token.trim() };
}

/** A token for an invitation, which is used up. @throws CliError that does not repeat the link. */
async function redeemed(
  link: string,
  { url, token }: Given,
): Promise<{ readonly url: string; readonly token: string }> {
  const { createClient } = await import("@tinytorch/api");
  if (url !== undefined || token !== undefined) {
    throw new CliError(2, "an invitation has its own address and is in place of a token: leave --url and --token out");
  }
  const [, address = "", invitation = ""] =
    /^(https?:\/\/[^?#]+)\/sign-in#invitation=([\w-]{43})$/.exec(link.trim()) ?? [];
  if (invitation === "") {
    throw new CliError(2, "the invitation must be a whole link, as in https://grader.example.edu/sign-in#invitation=…");
  }
  const answer = await createClient({ baseUrl: address }).redeemInvitation({
    invitation,
    as: "token",
    label: "tito login",
  });
  if (answer.as !== "token") throw new Error("internal: login: a token must be answered, got a session");
  return { url: address, token: answer.token };
}

async function askToken(url: string): Promise<string> {
  if (process.stdin.isTTY === true) {
    const { isCancel, password } = await import("@clack/prompts");
    const answer = await password({ message: `Token for ${url}`, output: process.stderr });
    if (isCancel(answer)) throw new CliError(2, "a token is needed, got none");
    return answer;
  }
  const { text } = await import("node:stream/consumers");
  const token = (await text(process.stdin)).trim();
  if (token === "") throw new CliError(2, "a token is needed: give --token, or send it to stdin");
  return token;
}
