/** What a computer tells about itself. In Node this is put together from `process` and `os`, as `lab/this-host.ts` does. */
export interface Host {
  /** `linux`, `darwin`, `win32` or another of Node's short names. */
  readonly platform: string;
  /** Node's version with its `v`, such as `v24.1.0`. */
  readonly nodeVersion: string;
  /** One entry for each core. Some systems do not tell, and the list is empty. */
  readonly cpus: readonly { readonly model: string }[];
  /** In bytes. */
  readonly totalMemory: number;
}

/** The same, fit for people. */
export interface SystemInfo {
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
}

/**
 * Makes what a person wants to read out of what a computer tells:
 *
 * - `platform`: `Linux` for linux, `macOS` for darwin, `Windows` for win32; any other name as it is.
 * - `processor`: the model of the first core, without spaces around it and otherwise as it is; `unknown` when there is no
 *   core in the list, or no text in its model.
 * - `cores`: how many entries the list has, whatever their models, as a number; 1 when it is empty, for something runs
 *   this code.
 * - `memoryGb`: in units of 2³⁰ bytes, rounded to one decimal, a half up. 17 000 000 000 bytes are 15.83 of them: 15.8.
 * - `node`: the version without its `v`, and otherwise as it is.
 *
 * The host is an argument, and not asked for in here: so a test can bring a machine that nobody owns. It stays as it is,
 * and what comes back is made anew each time.
 */
export function systemInfo(host: Host): SystemInfo {
  // BEGIN SOLUTION
  // TODO: return the five entries, each worked out from the host
  const names = new Map([
    ["linux", "Linux"],
    ["darwin", "macOS"],
    ["win32", "Windows"],
  ]);
  return {
    platform: names.get(host.platform) ?? host.platform,
    processor: host.cpus[0]?.model.trim() || "unknown",
    cores: Math.max(1, host.cpus.length),
    memoryGb: Math.round((host.totalMemory / 2 ** 30) * 10) / 10,
    node: host.nodeVersion.replace(/^v/, ""),
  };
  // END SOLUTION
}
