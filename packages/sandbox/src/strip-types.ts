import { stripTypeScriptTypes } from "node:module";
import { describeLoadError } from "./describe-error.ts";
import type { SandboxReply, SandboxSources } from "./messages.ts";

/** TypeScript files as JavaScript, each line where it was; or why a file is neither. */
export function stripTypes(files: SandboxSources): SandboxReply {
  const stripped: Record<string, string> = {};
  try {
    for (const [id, source] of Object.entries(files)) {
      stripped[id] = stripTypeScriptTypes(source, { mode: "strip" });
    }
    return { type: "stripped", files: stripped };
  } catch (error) {
    return describeLoadError(error, new Set(Object.keys(files)));
  }
}
