import { InfrastructureError, type SandboxJail } from "@tinytorch/course";
import { type Grader, startGrader } from "@tinytorch/grader";
import { QueueError, type Welcome } from "@tinytorch/work-queue";

/** The graders of one course, one for each place, all as their server wants them. */
export interface Bench {
  readonly layers: Grader["layers"];
  readonly version: string;
  /** The grader of a place; another when it broke. @throws InfrastructureError when it does not start as the others did. */
  grader(place: number): Promise<Grader>;
  /** Closes a grader that broke. */
  broke(place: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the graders.
 * @throws QueueError when this machine has fewer layers than the server demands, or grades by other programs; InfrastructureError.
 */
export async function openBench(
  root: string,
  { layers: demanded, version }: Pick<Welcome, "layers" | "version">,
  { places, jail }: { readonly places: number; readonly jail: SandboxJail },
): Promise<Bench> {
  const start = () => startGrader({ root, jail });
  const started = await Promise.allSettled(Array.from({ length: places }, start));
  const graders = new Map<number, Grader>();
  for (const [place, each] of started.entries()) if (each.status === "fulfilled") graders.set(place, each.value);
  const closeAll = async () => {
    await Promise.all([...graders.values()].map((grader) => grader.close()));
  };
  try {
    for (const each of started) if (each.status === "rejected") throw each.reason;
    for (const grader of graders.values()) expectDemanded(grader);
  } catch (error) {
    await closeAll();
    throw error;
  }

  function expectDemanded(grader: Grader): void {
    const missing = demanded.filter((layer) => !grader.layers.includes(layer));
    if (missing.length > 0) {
      throw new QueueError(
        `sandbox: this machine must have the layers of its server, got none of ${missing.join(", ")}; install what is missing (tito doctor says what)`,
      );
    }
    if (grader.version !== version) {
      throw new QueueError(
        "grader: it must grade by the same programs as its server, got others; install the release and the Node that the server has",
      );
    }
  }

  return {
    layers: [...graders.values()][0]?.layers ?? [],
    version,
    async grader(place) {
      const known = graders.get(place);
      if (known !== undefined) return known;
      const grader = await start();
      try {
        expectDemanded(grader);
      } catch (error) {
        await grader.close();
        throw new InfrastructureError(error instanceof Error ? error.message : String(error), { cause: error });
      }
      graders.set(place, grader);
      return grader;
    },
    async broke(place) {
      const grader = graders.get(place);
      graders.delete(place);
      await grader?.close();
    },
    close: closeAll,
  };
}
