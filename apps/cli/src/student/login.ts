import { Command } from "@commander-js/extra-typings";
import { CliError } from "../terminal/cli-error.ts";
import { print } from "../terminal/terminal.ts";

export const login = new Command("login")
  .description("sign in to an autograder with the token the course gave you")
  .option("--url <address>", "the autograder (TINYTORCH_URL, or the last one, or http://127.0.0.1:8080)")
  .option("--token <token>", "the token; without it you are asked, or it is read from stdin")
  .addHelpText("after", "\nExample:\n  tito login --url https://grader.example.edu")
  .action(async (options) => {
    const { accountFile, checkAccount, defaultUrl, storeAccount, storedAccount } = await import("./account.ts");
    const { createClient } = await import("@tinytorch/api");
    const last = await storedAccount().catch(() => null);
    const url = options.url ?? (process.env.TINYTORCH_URL || last?.url || defaultUrl);
    const token = (options.token ?? (process.env.TINYTORCH_TOKEN || (await askToken(url)))).trim();
    const account = checkAccount({ url, token });
    const { name, role } = await createClient({ baseUrl: url, token }).me();
    await storeAccount(account);
    print(`Signed in to ${url} as ${name} (${role}). The token is kept in ${accountFile()}.`);
  });

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
