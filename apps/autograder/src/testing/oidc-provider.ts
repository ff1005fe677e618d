import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** The first line that is an address: the provider says more. */
async function announced(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) if (line.startsWith("http")) return line;
  throw new Error("provider: it must say where it is, got the end of its output");
}

/** An OpenID provider in a process of its own, and a browser without a screen. */
export interface TestProvider {
  readonly issuer: string;
  /** Goes to `url` at the provider, signs in under that name, agrees, and gives where it is sent back to. */
  signIn(url: string, name: string): Promise<string>;
}

export async function startOidcProvider(redirectUri: string): Promise<TestProvider> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "oidc-provider-process.ts"), redirectUri], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  });
  const issuer = await announced(createInterface({ input: child.stdout }));

  async function signIn(start: string, name: string): Promise<string> {
    const cookies = new Map<string, string>();
    const ask = async (url: string, form?: Readonly<Record<string, string>>) => {
      const answer = await fetch(url, {
        redirect: "manual",
        headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
        ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(key, value);
      }
      return answer;
    };
    let url = start;
    for (let steps = 0; steps < 12; steps += 1) {
      if (!url.startsWith(issuer)) return url;
      const page = await ask(url);
      const answer = page.status === 200 ? await submitted(page, (action, form) => ask(action, form)) : page;
      const next = answer.headers.get("location");
      if (next === null) throw new Error(`provider: ${url} must lead on, got ${answer.status} ${await answer.text()}`);
      url = new URL(next, url).href;
    }
    throw new Error(`provider: it must come to an end, got ${url}`);

    async function submitted(page: Response, send: typeof ask): Promise<Response> {
      const html = await page.text();
      const [, action = ""] = /<form[^>]* action="([^"]+)"/.exec(html) ?? [];
      const [, prompt = ""] = /name="prompt" value="(\w+)"/.exec(html) ?? [];
      return send(new URL(action.replaceAll("&amp;", "&"), url).href, { prompt, login: name, password: "any" });
    }
  }
  return { issuer, signIn };
}
