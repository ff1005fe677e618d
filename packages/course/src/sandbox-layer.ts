/** What can keep a submission apart, innermost first. */
export const sandboxLayers = ["isolate", "process", "bubblewrap", "gvisor"] as const;
export type SandboxLayer = (typeof sandboxLayers)[number];

/**
 * What may be asked of the third layer, the jail round the process: `auto` takes bubblewrap where it works and goes
 * without where it does not; `bubblewrap` and `gvisor` must work; `process` goes without.
 */
export const sandboxJails = ["auto", "bubblewrap", "gvisor", "process"] as const;
export type SandboxJail = (typeof sandboxJails)[number];
