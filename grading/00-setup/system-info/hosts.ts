import type { Host } from "../solution/src/index.ts";

/** A list of cores that are all alike. */
export function coresOf(count: number, model: string): { model: string }[] {
  return Array.from({ length: count }, () => ({ model }));
}

/** As many bytes as these tenths of 2³⁰. */
export function byteCount(tenths: number): number {
  return Math.round((tenths / 10) * 1_073_741_824);
}

/** GB to one decimal, a half up, worked out in whole numbers. */
export function gbOf(bytes: number): number {
  return Number((BigInt(bytes) * 20n + 1_073_741_824n) / 2_147_483_648n) / 10;
}

/** What should be said of a host that has a core and no spaces around its model. */
export function infoOf({ platform, nodeVersion, cpus, totalMemory }: Host) {
  const known: readonly (readonly [string, string])[] = [
    ["linux", "Linux"],
    ["darwin", "macOS"],
    ["win32", "Windows"],
  ];
  return {
    platform: known.find(([short]) => short === platform)?.[1] ?? platform,
    processor: cpus[0].model,
    cores: cpus.length,
    memoryGb: gbOf(totalMemory),
    node: nodeVersion.slice(1),
  };
}
