import { type Candidates, type CompletedCommand, valuedFlags } from "./words.ts";

/** A script that completes the program's command lines in fish 3 and newer. */
export function fishScript(name: string, commands: readonly CompletedCommand[]): string {
  return `# Completion for ${name} in fish, as \`${name} completion fish\` writes it.

# The ids of the course one stands in, and for what begins with a letter their names without the number.
function __${name}_modules
    set -l folder $PWD
    while true
        set -l found
        for path in $folder/modules/*/
            string match -qr '^\\d\\d-' (basename $path); and set -a found (basename $path)
        end
        if set -q found[1]
            string match -qr '^[a-zA-Z]' -- (commandline -ct); and string replace -r '^\\d\\d-' '' $found; or printf '%s\\n' $found
            return
        end
        test "$folder" = /; and return
        set folder (dirname $folder)
    end
end

function __${name}_milestones
    set -l folder $PWD
    while not test -d $folder/modules/milestones; and test "$folder" != /
        set folder (dirname $folder)
    end
    for path in $folder/modules/milestones/*/program.ts
        basename (dirname $path)
    end
    echo all
end

# Whether the word to be completed is this argument of this command, or a later one where it may be repeated.
function __${name}_at --argument-names wanted place repeated
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $wanted; or return 1
    set -l now 1
    set -l skip 0
    for word in $words[3..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${valuedFlags(commands).join(" ")}
            set skip 1
        else if not string match -q -- '-*' $word
            set now (math $now + 1)
        end
    end
    test $now = $place; or test "$repeated" = repeated -a $now -gt $place
end

complete -c ${name} -f
complete -c ${name} -n 'test (count (commandline -opc)) = 1' -l help -d 'say how a command is used'
complete -c ${name} -n 'test (count (commandline -opc)) = 1' -l version -d 'say which version this is'
${commands.flatMap((command) => linesOf(name, command)).join("\n")}
`;
}

function linesOf(
  program: string,
  { name, description, options, arguments: given }: CompletedCommand,
): readonly string[] {
  return [
    `complete -c ${program} -n 'test (count (commandline -opc)) = 1' -a ${name} -d ${quoted(description)}`,
    ...options.map(({ flags, description: told, value }) => {
      const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
      const takes = value === null ? "" : ` -r ${candidatesFlag(program, value)}`;
      return `complete -c ${program} -n '__fish_seen_subcommand_from ${name}' ${names.join(" ")}${takes} -d ${quoted(told)}`;
    }),
    ...given.map(({ candidates, isRepeated }, index) => {
      const at = `__${program}_at ${name} ${index + 1}${isRepeated ? " repeated" : ""}`;
      return `complete -c ${program} -n '${at}' ${candidatesFlag(program, candidates)}`;
    }),
  ];
}

function candidatesFlag(program: string, candidates: Candidates): string {
  if (candidates === "anything") return "-F";
  return typeof candidates === "string" ? `-a '(__${program}_${candidates})'` : `-a ${quoted(candidates.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
