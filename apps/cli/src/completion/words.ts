import type { CommandUnknownOpts, Help } from "@commander-js/extra-typings";

/** What may stand somewhere on the command line: words from a list, what lies in the course, or anything, which a shell takes for files. */
export type Candidates = readonly string[] | "modules" | "milestones" | "anything";

export interface CompletedOption {
  /** `-m` and `--module`, or the long one alone. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What its value may be; null when it has none. */
  readonly value: Candidates | null;
}

export interface CompletedArgument {
  readonly name: string;
  readonly candidates: Candidates;
  /** Whether it may be given again and again. */
  readonly isRepeated: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly CompletedArgument[];
}

/** What a shell has to know of a program: its listed commands, in their order. */
export function completedCommands(program: CommandUnknownOpts): readonly CompletedCommand[] {
  const help = program.createHelp();
  return help.visibleCommands(program).map((command) => {
    const parts = help.visibleCommands(command).map((part) => completed(help, part));
    return parts.length === 0 ? completed(help, command) : joined(completed(help, command), parts);
  });
}

function completed(help: Help, command: CommandUnknownOpts): CompletedCommand {
  return {
    name: command.name(),
    description: command.description(),
    options: help
      .visibleOptions(command)
      .map(({ short, long, description, required, optional, flags, argChoices }) => ({
        flags: [short, long].filter((flag) => flag !== undefined),
        description,
        value: required || optional ? candidatesFor(valueName(flags), argChoices) : null,
      })),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      candidates: candidatesFor(argument.name(), argument.argChoices),
      isRepeated: argument.variadic,
    })),
  };
}

/** A command with commands of its own: the first word is one of them, and what follows is what some of them take. */
function joined({ options, ...command }: CompletedCommand, parts: readonly CompletedCommand[]): CompletedCommand {
  const all = [...options, ...parts.flatMap((part) => part.options)];
  const byFlag = new Map(all.toReversed().map((option) => [option.flags.join(" "), option]));
  const places = Math.max(...parts.map((part) => part.arguments.length));
  const rest = Array.from({ length: places }, (_, place) => {
    const there = parts.flatMap((part) => part.arguments[place] ?? []);
    return there.find(({ candidates }) => candidates !== "anything") ?? there[0];
  });
  const names = parts.map(({ name }) => name);
  return {
    ...command,
    options: [...byFlag.values()].toReversed(),
    arguments: [
      { name: "command", candidates: names, isRepeated: false },
      ...rest.filter((argument) => argument !== undefined),
    ],
  };
}

/** The options that take a value, in any command. */
export function valuedFlags(commands: readonly CompletedCommand[]): readonly string[] {
  const valued = commands.flatMap(({ options }) => options.filter(({ value }) => value !== null));
  return [...new Set(valued.flatMap(({ flags }) => flags))].sort();
}

/** By a placeholder's name: `mine|reference` is a list, whose words in capitals stand for something else. */
function candidatesFor(name: string, choices: readonly string[] | undefined): Candidates {
  if (choices !== undefined) return choices;
  if (name === "module") return "modules";
  if (name === "milestone") return "milestones";
  return name.includes("|") ? name.split("|").filter((word) => word === word.toLowerCase()) : "anything";
}

/** `module` of `-m, --module <module>`. */
function valueName(flags: string): string {
  return /[<[]([^>\]]+?)(?:\.\.\.)?[>\]]$/.exec(flags)?.[1] ?? "";
}
