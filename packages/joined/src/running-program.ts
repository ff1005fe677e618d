import {
  decodePlainData,
  encodePlainData,
  type PlainData,
  type SandboxFailure,
  type SubmissionSession,
} from "@tinytorch/sandbox";
import type { RunningProgram } from "./milestone.ts";
import { MilestoneFailure, placeIn, thrownFailure } from "./program-failure.ts";

const argumentLimits = { bytes: 8_388_608, depth: 8 };

/** Calls an export inside, and brings back what it gives, or what was thrown. */
const callExport = `(scope, name, ...args) => {
  try {
    return { value: scope[name](...args) };
  } catch (error) {
    const { name: kind, message, stack } = error ?? {};
    return { thrown: [kind, message, stack].map((text) => String(text).slice(0, 2000)) };
  }
}`;

/** A joined program in a sandbox, as a milestone calls it. */
export function runningProgram(session: SubmissionSession, onProgress: (told: string) => void): RunningProgram {
  return {
    onProgress,
    async call(name, ...args) {
      const encoded = [name, ...args].map((each) => encodePlainData(each, argumentLimits));
      const answer = await session.evaluate(callExport, encoded);
      if (answer.type === "failure") throw new MilestoneFailure(placed(answer.failure));
      const ended = decodePlainData(answer.value);
      if (!isRecord(ended))
        throw new MilestoneFailure({ kind: "refused-reply", cause: "nothing came back", where: null });
      const { thrown, value } = ended;
      if (thrown === undefined) return value;
      const [kind = "", message = "", stack = ""] = Array.isArray(thrown) ? thrown.map(String) : [];
      throw new MilestoneFailure(thrownFailure(kind, message, stack));
    },
  };
}

function placed({ kind, cause }: SandboxFailure) {
  return { kind, cause, where: placeIn(cause) };
}

function isRecord(value: PlainData): value is { readonly [key: string]: PlainData } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
