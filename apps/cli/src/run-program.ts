import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import manifest from "../package.json" with { type: "json" };
import type { Program } from "./program.ts";
import { courseHere } from "./student/course/course-folder.ts";
import { explainError } from "./terminal/explain-error.ts";

/**
 * Runs one command line and leaves the process's exit code: 0 when it did what it was asked, 1 when a check failed,
 * 2 when the command line or what it names was wrong, 3 when the machinery broke. What goes wrong is one sentence on
 * stderr.
 */
export async function runProgram({ name, description, groups, unlisted }: Program, typed: readonly string[]) {
  const names = [...groups.flatMap(({ commands }) => commands), ...unlisted].map((command) => command.name());
  const args = typed[0] === "help" ? helpArguments(typed.slice(1), names) : typed;
  let refusal = "";
  let called: CommandUnknownOpts | undefined;
  const program = new Command(name)
    .description(description)
    .usage("<command> [options]")
    .helpCommand(false)
    .helpOption("-h, --help", "say how a command is used")
    .version(manifest.version, "-V, --version", "say which version of the course's programs this is")
    .hook("preAction", async (_, command) => {
      called = command;
      if (command.getOptionValueSource("course") !== "default") return;
      command.setOptionValueWithSource("course", await courseHere(), "default");
    })
    .exitOverride()
    .configureOutput({
      outputError: (text) => {
        refusal = usageSentence(text);
      },
    })
    .addHelpText(
      "after",
      `\nExample:\n  ${name} submit 08-optimizers\n\n${name} <command> --help says more about a command.`,
    );
  for (const { heading, commands } of groups) {
    for (const command of commands) {
      program.addCommand(adopted(command, program).helpGroup(`${heading}:`));
    }
  }
  for (const command of unlisted) program.addCommand(adopted(command, program), { hidden: true });
  if (args.length === 0) return program.outputHelp();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      const isUnknown = error.code === "commander.unknownCommand" && !refusal.endsWith("?");
      const [word = ""] = args;
      const meant = isUnknown ? await (await import("./module-named.ts")).moduleNamed(word) : "";
      if (refusal !== "") process.stderr.write(`${name}: ${refusal}${meant}\n`);
      return;
    }
    const { sentence, exitCode } = await explainError(error, called);
    for (const line of sentence.split("\n")) process.stderr.write(`${name} ${args[0]}: ${line}\n`);
    process.exitCode = exitCode;
  }
}

/** A command that ends and says what is wrong as the program does, and its own commands with it. */
function adopted(command: CommandUnknownOpts, parent: CommandUnknownOpts): CommandUnknownOpts {
  for (const each of command.copyInheritedSettings(parent).commands) adopted(each, command);
  return command;
}

/** `tito help test` as `tito test --help`; what is no command is left to be refused. */
function helpArguments([command, ...rest]: readonly string[], names: readonly string[]): readonly string[] {
  if (command === undefined) return ["--help"];
  return names.includes(command) ? [command, ...rest, "--help"] : [command];
}

/** Commander's two lines, `error: …` and `(Did you mean …?)`, as one sentence. */
function usageSentence(text: string): string {
  return text
    .trim()
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (.+)\?\)$/, "; did you mean $1?");
}
