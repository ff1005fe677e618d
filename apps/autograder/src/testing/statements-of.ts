import Database, { type Statement } from "better-sqlite3";
import { vi } from "vitest";

/** The SQL of every statement that any connection runs while `work` goes on, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const database = new Database(":memory:");
  const prototype: Pick<Statement, "get" | "all" | "run" | "iterate"> = Object.getPrototypeOf(
    database.prepare("SELECT 1"),
  );
  const run: string[] = [];
  const spies = (["get", "all", "run", "iterate"] as const).map((name) => {
    const original = prototype[name];
    return vi.spyOn(prototype, name).mockImplementation(function (this: Statement, ...parameters: unknown[]) {
      run.push(this.source);
      return Reflect.apply(original, this, parameters);
    });
  });
  try {
    await work();
    return run;
  } finally {
    for (const spy of spies) spy.mockRestore();
    database.close();
  }
}
