import { cpus, totalmem } from "node:os";
import { platform, version } from "node:process";
import type { Host } from "../src/index.ts";

/** What Node tells about the machine that this runs on. */
export function thisHost(): Host {
  return { platform, nodeVersion: version, cpus: cpus(), totalMemory: totalmem() };
}
