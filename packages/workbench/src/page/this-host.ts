import type { Host } from "../runner/messages.ts";

/** A browser that does not tell its memory is taken to have so much (GB). */
const usualMemory = 8;

/** The machine that this page runs on, by what the browser tells of it, in the words that Node has. */
export function thisHost(nodeVersion: string): Host {
  const { userAgent, hardwareConcurrency } = navigator;
  const platform = /Windows/.test(userAgent) ? "win32" : /Mac OS|iPhone|iPad/.test(userAgent) ? "darwin" : "linux";
  const told: unknown = Reflect.get(navigator, "deviceMemory");
  const gigabytes = typeof told === "number" ? told : usualMemory;
  return {
    platform,
    nodeVersion,
    cpus: Array.from({ length: hardwareConcurrency }, () => ({ model: "a processor that the browser does not name" })),
    totalMemory: gigabytes * 2 ** 30,
  };
}
