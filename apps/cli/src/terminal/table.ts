import { colors } from "./terminal.ts";

/** Rows under headings, for a person. */
export async function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const table = new Table({ head: head.map((text) => colors.bold(text)), style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
