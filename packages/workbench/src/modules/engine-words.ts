/** How V8 says what the parser says in words of its own: where submissions are graded it is V8 that is heard. */
const words: readonly (readonly [said: RegExp, words: string])[] = [
  [/^'with' in strict mode$/, "Strict mode code may not include a with statement"],
  [/^Duplicate export '(.*)'$/, "Duplicate export of '$1'"],
  [/^Deleting local variable in strict mode$/, "Delete of an unqualified identifier in strict mode."],
  [/^Octal literal in strict mode$/, "Octal literals are not allowed in strict mode."],
  [/^'return' outside of function$/, "Illegal return statement"],
  [/^Unsyntactic break$/, "Illegal break statement"],
  [/^Unsyntactic continue$/, "Illegal continue statement: no surrounding iteration statement"],
  [/^Assigning to rvalue$/, "Invalid left-hand side in assignment"],
  [/^(?:Binding|Assigning to) (eval|arguments) in strict mode$/, "Unexpected eval or arguments in strict mode"],
  [/^Export '(.*)' is not defined$/, "Export '$1' is not defined in module"],
  [/^The keyword '(.*)' is reserved$/, "Unexpected strict mode reserved word"],
];

export function inEngineWords(said: string): string {
  const [pattern, instead] = words.find(([pattern]) => pattern.test(said)) ?? [];
  return pattern === undefined || instead === undefined ? said : said.replace(pattern, instead);
}
