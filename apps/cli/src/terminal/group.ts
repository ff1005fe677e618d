import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** Commands under one heading of the help. */
export interface Group {
  readonly heading: string;
  readonly commands: readonly CommandUnknownOpts[];
}
