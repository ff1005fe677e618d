import { createRequire } from "node:module";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { CliError } from "./cli-error.ts";

/** Whether one of our packages is installed beside this program. */
export function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether the server is installed here: who has none signs in to a course's, and has no demo of their own. */
export const hasServer = isInstalled("@tinytorch/autograder");

/** The option, which the help leaves out where what it needs is not installed: what a course hides is no student's. */
export function ofRepository<Option extends { hideHelp(hide: boolean): Option }>(option: Option): Option {
  return option.hideHelp(!hasServer);
}

/** The command, which first says in a sentence which packages it needs and are not installed here. */
export function needing<Command extends CommandUnknownOpts>(command: Command, ...packages: readonly string[]): Command {
  command.hook("preAction", () => {
    const missing = packages.filter((name) => !isInstalled(name));
    if (missing.length === 0) return;
    throw new CliError(
      2,
      `it needs ${missing.join(" and ")}, which a student's installation is without: run it in the course's own repository`,
    );
  });
  return command;
}
