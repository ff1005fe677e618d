import { InfrastructureError } from "@tinytorch/course";
import { MissingWallError, type SandboxWall, sandboxCommand } from "@tinytorch/sandbox";

export { type LayerState, layerStates, sandboxWalls } from "@tinytorch/sandbox";

/**
 * Tries the sandbox that graders would be started with.
 * @throws InfrastructureError when the wall that is asked for does not work here, saying why and what to do.
 */
export async function checkWall(wall: SandboxWall): Promise<void> {
  try {
    await sandboxCommand(1, { wall });
  } catch (error) {
    if (error instanceof MissingWallError) throw new InfrastructureError(error.message, { cause: error });
    throw error;
  }
}
