import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian puts it, unless the environment says otherwise. */
export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];

/** A real Chromium; undefined where none is installed. */
export async function openChromium(): Promise<Browser | undefined> {
  return existsSync(executablePath) ? chromium.launch({ executablePath, args: flags }) : undefined;
}
