import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { type Card, picture } from "./card.ts";
import { asked } from "./requirements.ts";
import { thisHost } from "./this-host.ts";

/** What the card needs of a module. */
type Mine = Pick<typeof mine, "personalInfo" | "systemInfo" | "validateEnvironment">;

/** This machine as your own code describes it, and who is at it. */
export const lab: Lab<Mine, Card> = {
  data({ personalInfo, systemInfo, validateEnvironment }) {
    const person = part(() => personalInfo());
    const system = part(() => systemInfo(thisHost()));
    const validation =
      system.value === null ? { value: null, missing: null } : check(validateEnvironment, system.value);
    return { person, system, validation };
  },
  draw: picture,
};

function check(validateEnvironment: Mine["validateEnvironment"], system: mine.SystemInfo) {
  return part(() => validateEnvironment(system, asked));
}

/** What a part of the module gives, or in words why it gives nothing. */
function part<Value>(run: () => Value): { readonly value: Value | null; readonly missing: string | null } {
  try {
    return { value: run(), missing: null };
  } catch (error) {
    return { value: null, missing: error instanceof Error ? error.message : String(error) };
  }
}

if (import.meta.main) await runLab(lab, import.meta.dirname);
