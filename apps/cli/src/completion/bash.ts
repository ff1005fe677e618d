import { type Candidates, type CompletedCommand, valuedFlags } from "./words.ts";

/** A script that completes the program's command lines in bash 3.2 and newer; where any word may stand, bash offers files. */
export function bashScript(name: string, commands: readonly CompletedCommand[]): string {
  const names = commands.map((command) => command.name).join(" ");
  return `# Completion for ${name} in bash, as \`${name} completion bash\` writes it.

# The ids of the course one stands in, and for what begins with a letter their names without the number.
_${name}_modules() {
  local folder=$PWD path id
  while :; do
    for path in "$folder"/modules/[0-9][0-9]-*/; do
      [[ -d $path ]] || continue
      id=\${path%/} id=\${id##*/}
      if [[ $1 == [a-zA-Z]* ]]; then id=\${id#*-}; fi
      printf '%s\\n' "$id"
    done
    [[ -n $id || -z $folder ]] && return
    folder=\${folder%/*}
  done
}

_${name}_milestones() {
  local folder=$PWD path
  while [[ -n $folder && ! -d $folder/modules/milestones ]]; do folder=\${folder%/*}; done
  for path in "$folder"/modules/milestones/*/program.ts; do
    [[ -f $path ]] || continue
    path=\${path%/*}
    printf '%s\\n' "\${path##*/}"
  done
  echo all
}

_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  local options= words= place=1 index
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current"))
    return
  fi
  for ((index = 2; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      ${valuedFlags(commands).join(" | ")}) ((index++)) ;;
      -*) ;;
      *) ((place++)) ;;
    esac
  done
  case $command in
${commands.map(caseOf).join("\n")}
  esac
  case "$command $previous" in
${commands.flatMap(valueCases).join("\n")}
    *) if [[ $current == -* ]]; then words=$options; fi ;;
  esac
  case $words in
    :modules) words=$(_${name}_modules "$current") ;;
    :milestones) words=$(_${name}_milestones) ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}

complete -o bashdefault -o default -F _${name} ${name}
`;
}

/** What a command takes: its options, and by place its words. */
function caseOf({ name, options, arguments: given }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags).join(" ");
  const last = given.length;
  const places = given.map(({ candidates, isRepeated }, index) => {
    const pattern = isRepeated && index === last - 1 ? "*" : String(index + 1);
    return `        ${pattern}) words="${wordsOf(candidates)}" ;;`;
  });
  const byPlace = places.length === 0 ? [] : ["      case $place in", ...places, "      esac"];
  return [`    ${name})`, `      options="${flags}"`, ...byPlace, "      ;;"].join("\n");
}

function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === null) return [];
    const patterns = flags.map((flag) => `"${name} ${flag}"`).join(" | ");
    return [`    ${patterns}) words="${wordsOf(value)}" ;;`];
  });
}

function wordsOf(candidates: Candidates): string {
  if (candidates === "anything") return "";
  return typeof candidates === "string" ? `:${candidates}` : candidates.join(" ");
}
