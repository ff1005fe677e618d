import type { Candidates, CompletedArgument, CompletedCommand, CompletedOption } from "./words.ts";

/** A script that completes the program's command lines in zsh: read at the start, or put among its functions as `_tito`. */
export function zshScript(name: string, commands: readonly CompletedCommand[]): string {
  const described = commands.map((command) => `    ${quoted(`${command.name}:${command.description}`)}`);
  return `#compdef ${name}
# Completion for ${name} in zsh, as \`${name} completion zsh\` writes it.

# The ids of the course one stands in, and for what begins with a letter their names without the number.
_${name}_modules() {
  local folder=$PWD
  local -a found
  while true; do
    found=($folder/modules/[0-9][0-9]-*(N-/:t))
    (( $#found )) && break
    [[ -z $folder || $folder == / ]] && return 1
    folder=\${folder:h}
  done
  if [[ $PREFIX == [a-zA-Z]* ]]; then found=(\${found#*-}); fi
  compadd -a found
}

_${name}_milestones() {
  local folder=$PWD
  local -a found
  while [[ $folder != / && ! -d $folder/modules/milestones ]]; do folder=\${folder:h}; done
  found=($folder/modules/milestones/*/program.ts(N:h:t) all)
  compadd -a found
}

_${name}() {
  local line state
  local -a commands
  commands=(
${described.join("\n")}
  )
  _arguments -C '--help[say how a command is used]' '--version[say which version this is]' '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
${commands.map((command) => caseOf(name, command)).join("\n")}
      esac
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function caseOf(program: string, { name, options, arguments: given }: CompletedCommand): string {
  const specs = [
    ...options.map((option) => optionSpec(program, option)),
    ...given.map((argument, index) => argumentSpec(program, argument, index + 1)),
  ];
  return `        ${name}) _arguments ${specs.join(" ")} ;;`;
}

/** `'(-m --module)'{-m,--module}'[which]:module:_tito_modules'`. */
function optionSpec(program: string, { flags, description, value }: CompletedOption): string {
  const names = flags.length > 1 ? `'(${flags.join(" ")})'{${flags.join(",")}}` : (flags[0] ?? "");
  const told = `[${description.replace(/[[\]\\]/g, "\\$&")}]`;
  return names + quoted(value === null ? told : `${told}:value:${action(program, value)}`);
}

function argumentSpec(program: string, { name, candidates, isRepeated }: CompletedArgument, place: number): string {
  return quoted(`${isRepeated ? "*" : place}:${name.replaceAll("|", " or ")}:${action(program, candidates)}`);
}

function action(program: string, candidates: Candidates): string {
  if (candidates === "anything") return "_files";
  return typeof candidates === "string" ? `_${program}_${candidates}` : `(${candidates.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
