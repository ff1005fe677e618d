/** Whether somebody is there to be asked: in a terminal, and not where a machine runs commands. */
export function canAsk(): boolean {
  const { CI } = process.env;
  const isMachine = CI !== undefined && CI !== "" && CI !== "false" && CI !== "0";
  return process.stdin.isTTY === true && process.stdout.isTTY === true && !isMachine;
}
