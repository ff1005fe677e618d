import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { explainError } from "./explain-error.ts";

export interface Program {
  readonly name: string;
  readonly description: string;
  /** Heading in the help to the commands under it. */
  readonly groups: Readonly<Record<string, readonly CommandUnknownOpts[]>>;
}

/**
 * Runs one command line and leaves the process's exit code: 0 when it did what it was asked, 1 when a check failed,
 * 2 when the command line or what it names was wrong, 3 when the machinery broke. What goes wrong is one sentence on
 * stderr.
 */
export async function runProgram({ name, description, groups }: Program, args: readonly string[]) {
  process.stdout.on("error", leaveWhenNobodyReads);
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
  for (const [heading, commands] of Object.entries(groups)) {
    for (const command of commands) {
      program.addCommand(command.copyInheritedSettings(program).helpGroup(`${heading}:`));
    }
  }
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

/** `tito grades | head` closes our stdout early: that is no failure. */
function leaveWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}
