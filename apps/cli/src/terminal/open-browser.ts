import { spawn } from "node:child_process";

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["explorer.exe"],
};

/** Asks the system to show a page. Where it has no browser nothing happens: the address is there to be read. */
export function openBrowser(url: string): void {
  const [command, ...options] = openers[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...options, url], { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}
