import { InfrastructureError, type SandboxJail } from "@tinytorch/course";
import { MissingJailError, sandboxCommand } from "@tinytorch/sandbox";

/**
 * Tries the sandbox that graders would be started with.
 * @throws InfrastructureError when the jail that is asked for does not work here, saying why and what to do.
 */
export async function checkJail(jail: SandboxJail): Promise<void> {
  try {
    await sandboxCommand(1, { jail });
  } catch (error) {
    if (error instanceof MissingJailError) throw new InfrastructureError(error.message, { cause: error });
    throw error;
  }
}
