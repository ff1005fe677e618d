import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { completion } from "./completion/completion.ts";
import { groups as student } from "./student/commands.ts";
import type { Group } from "./terminal/group.ts";
import { isInstalled } from "./terminal/installed.ts";

export interface Program {
  readonly name: string;
  readonly description: string;
  /** What the help lists. */
  readonly groups: readonly Group[];
  /** What can be called and is not listed: it is of no use to whoever has this installation. */
  readonly unlisted: readonly CommandUnknownOpts[];
}

/** What is for the terminal that the program is used in, whoever uses it. */
const shell: Group = { heading: "Make yourself at home", commands: [completion] };

/** Who else has commands: what their installation has, and where the commands are. */
const others = [
  { has: "@tinytorch/suite-proof", load: () => import("./staff/commands.ts") },
  { has: "@tinytorch/autograder", load: () => import("./operator/commands.ts") },
];

/**
 * The program as it is installed here: a student's help lists what a student has.
 *
 * @param args the command line. Commands of others are loaded only for the help, and when it names none of a student's.
 */
export async function openProgram(args: readonly string[]): Promise<Program> {
  const isStudents = student.some(({ commands }) => commands.some((command) => command.name() === args[0]));
  const rest = isStudents ? [] : await Promise.all(others.map(async ({ has, load }) => ({ has, ...(await load()) })));
  const [listed, unlisted] = [rest.filter(({ has }) => isInstalled(has)), rest.filter(({ has }) => !isInstalled(has))];
  return {
    name: "tito",
    description: "TinyTorch in a terminal: work on a module, hand it in, see what it scored.",
    groups: [...student, ...listed.flatMap(({ groups }) => groups), shell],
    unlisted: unlisted.flatMap(({ groups }) => groups.flatMap(({ commands }) => commands)),
  };
}
