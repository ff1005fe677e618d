import { readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CliError } from "../../terminal/cli-error.ts";
import { hasServer } from "../../terminal/installed.ts";
import { writeWhole } from "../../terminal/write-whole.ts";

/** Where `tito start` serves unless told otherwise. */
export const defaultUrl = "http://127.0.0.1:8080";

/** Where whoever names no address signs in: null where there is no server to be started. */
export const ownUrl = hasServer ? defaultUrl : null;

const accountSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: "must be an http or https address" }),
  token: z.string().regex(/^[\x21-\x7e]+$/, "must be a token as the course gave it, without spaces"),
  /** The account's id, as the service told it at `tito login`: a token may be replaced. */
  id: z.string().min(1).optional(),
});

/** A service and who is signed in to it. */
export type Account = z.infer<typeof accountSchema>;

/** `$XDG_CONFIG_HOME/tinytorch/account.json`, readable by its owner alone. */
export function accountFile(): string {
  const config = process.env.XDG_CONFIG_HOME || join(homedir(), ".config");
  return join(config, "tinytorch", "account.json");
}

/**
 * Who is signed in: TINYTORCH_URL and TINYTORCH_TOKEN before what `tito login` stored. A stored token is sent only to
 * the address it was stored for.
 * @throws CliError when nobody is.
 */
export async function readAccount(): Promise<Account> {
  const { TINYTORCH_URL: url, TINYTORCH_TOKEN: token } = process.env;
  if (token) {
    const known = url || (await storedAccount())?.url || ownUrl;
    if (known === null)
      throw new CliError(2, "TINYTORCH_URL must be set beside TINYTORCH_TOKEN: the address that your course gave you");
    return checkAccount({ url: known, token });
  }
  const stored = await storedAccount();
  if (stored === null)
    throw new CliError(2, "you must be signed in: run `tito login --url` with the address that your course gave you");
  if (url && trimmed(url) !== trimmed(stored.url)) {
    throw new CliError(
      2,
      `you are signed in to ${stored.url}, and TINYTORCH_URL is ${url}: set TINYTORCH_TOKEN too, or run \`tito login --url ${url}\``,
    );
  }
  return stored;
}

/** What `tito login` stored, or null. @throws CliError when the file is not what it wrote. */
export async function storedAccount(): Promise<Account | null> {
  const text = await readFile(accountFile(), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new CliError(2, `${accountFile()} must be readable, got ${error.code}`);
  });
  if (text === null) return null;
  try {
    return accountSchema.parse(JSON.parse(text));
  } catch {
    throw new CliError(2, `${accountFile()} is damaged: run \`tito login\` again`);
  }
}

/** Stores an account, whole or not at all, in a file of mode 0600. */
export async function storeAccount(account: Account): Promise<void> {
  await writeWhole(accountFile(), `${JSON.stringify(account, null, 2)}\n`, { file: 0o600, folder: 0o700 });
}

/** Forgets the stored account; says whether there was one. */
export async function forgetAccount(): Promise<boolean> {
  return rm(accountFile()).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw new CliError(2, `${accountFile()} must be removable, got ${error.code}`);
    },
  );
}

/** @throws CliError naming what is wrong with an address or a token; the token itself is never repeated. */
export function checkAccount(account: Account): Account {
  const parsed = accountSchema.safeParse(account);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const got = issue?.path[0] === "url" ? `, got ${JSON.stringify(account.url)}` : "";
  throw new CliError(2, `the ${issue?.path.join(".")} ${issue?.message}${got}`);
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}
