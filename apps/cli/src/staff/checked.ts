import { CliError } from "../terminal/cli-error.ts";
import { oneLine } from "../terminal/explain-error.ts";

/** Hidden material that cannot even be read, such as a mutant that matches nothing, fails a check in one sentence. */
export async function checked<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    const { InfrastructureError } = await import("@tinytorch/course");
    if (error instanceof InfrastructureError) throw error;
    throw new CliError(1, await oneLine(error));
  }
}
