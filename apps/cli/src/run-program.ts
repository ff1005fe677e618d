import { Command, CommanderError } from "@commander-js/extra-typings";
import type { Program } from "./program.ts";
import { explainError } from "./terminal/explain-error.ts";

/**
 * Runs one command line and leaves the process's exit code: 0 when it did what it was asked, 1 when a check failed,
 * 2 when the command line or what it names was wrong, 3 when the machinery broke. What goes wrong is one sentence on
 * stderr.
 */
export async function runProgram({ name, description, groups, unlisted }: Program, args: readonly string[]) {
  const program = new Command(name)
    .description(description)
    .usage("<command> [options]")
    .helpCommand(false)
    .helpOption("-h, --help", "say how a command is used")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${name}: ${usageSentence(text)}\n`) })
    .addHelpText(
      "after",
      `\nExample:\n  ${name} submit 08-optimizers\n\n${name} <command> --help says more about a command.`,
    );
  for (const { heading, commands } of groups) {
    for (const command of commands) {
      program.addCommand(command.copyInheritedSettings(program).helpGroup(`${heading}:`));
    }
  }
  for (const command of unlisted) program.addCommand(command.copyInheritedSettings(program), { hidden: true });
  if (args.length === 0) return program.outputHelp();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const { sentence, exitCode } = await explainError(error);
    for (const line of sentence.split("\n")) process.stderr.write(`${name} ${args[0]}: ${line}\n`);
    process.exitCode = exitCode;
  }
}

/** Commander's two lines, `error: …` and `(Did you mean …?)`, as one sentence. */
function usageSentence(text: string): string {
  return text
    .trim()
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (.+)\?\)$/, "; did you mean $1?");
}
