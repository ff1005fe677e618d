import { rules } from "@tinytorch/options";
import { Tensor } from "@tinytorch/tensor";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** More than any training has; what is deeper most likely holds itself. */
const MOST_LEVELS = 200;

/** The numbers that JSON does not have. */
const unusualNumbers: readonly unknown[] = ["NaN", "Infinity", "-Infinity", "-0"];

/** The note in which a checkpoint keeps everything but its tensors. */
const STRUCTURE = "structure";

/**
 * Everything a training needs to go on, as the bytes of a safetensors file: plain objects and arrays with tensors, numbers,
 * texts, truth values and null anywhere inside, such as
 *
 *   encodeCheckpoint({ model: model.stateDict(), optimizer: optimizer.stateDict(), generator: generator.saveState() })
 *
 * A tensor is named by its path, `model.0.weight`; the rest is JSON in the file's metadata.
 * @throws TypeError on a value of another kind; RangeError when two paths read the same, or a name begins with `$`
 */
export function encodeCheckpoint(value: unknown): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, Tensor>();
  const structure = JSON.stringify(withoutTensors(value, [], tensors));
  return encodeSafetensors(Object.fromEntries(tensors), { [STRUCTURE]: structure });
}

/**
 * Reads what `encodeCheckpoint` wrote. What comes back is what went in; the caller says what that was.
 * @throws RangeError when the bytes are not a checkpoint, with the place in it that is broken
 */
export function decodeCheckpoint<Saved>(bytes: Uint8Array): Saved {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (!Object.hasOwn(metadata, STRUCTURE))
    throw new RangeError(
      `decodeCheckpoint: metadata must hold a ${STRUCTURE}, got [${Object.keys(metadata).join(", ")}]`,
    );
  let structure: unknown;
  try {
    structure = JSON.parse(metadata[STRUCTURE]);
  } catch (error) {
    throw broken("the structure must be JSON", error instanceof Error ? error.message : String(error));
  }
  // What was saved is the caller's to know.
  return withTensors(structure, [], tensors) as Saved;
}

/** The value with the tensors that it names. */
function withTensors(value: unknown, path: readonly string[], tensors: Readonly<Record<string, Tensor>>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const place = path.join(".") || "the top";
  if (path.length > MOST_LEVELS) throw broken(`values must be at most ${MOST_LEVELS} deep`, `more at ${place}`);
  if (Array.isArray(value)) return value.map((item, i) => withTensors(item, [...path, `${i}`], tensors));
  const parts = Object.entries(value);
  const special = parts.find(([key]) => key.startsWith("$"));
  if (special === undefined)
    return Object.fromEntries(parts.map(([key, item]) => [key, withTensors(item, [...path, key], tensors)]));
  const [key, name] = special;
  if (parts.length === 1 && key === "$number" && unusualNumbers.includes(name)) return Number(name);
  if (parts.length !== 1 || key !== "$tensor" || typeof name !== "string") {
    throw broken(
      "what begins with $ must be a tensor or a number",
      `${JSON.stringify(value).slice(0, 80)} at ${place}`,
    );
  }
  if (!Object.hasOwn(tensors, name)) throw broken("every tensor must be in the file", `none named ${name} at ${place}`);
  return tensors[name];
}

function broken(rule: string, got: string): RangeError {
  return new RangeError(`decodeCheckpoint: ${rule}, got ${got}`);
}

function withoutTensors(value: unknown, path: readonly string[], tensors: Map<string, Tensor>): unknown {
  if (typeof value === "number") {
    const kept = Number.isFinite(value) && !Object.is(value, -0);
    return kept ? value : { $number: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  const name = path.join(".");
  if (path.length > MOST_LEVELS) {
    throw new RangeError(
      `encodeCheckpoint: values must be at most ${MOST_LEVELS} deep, got more at ${name.slice(0, 80)}, which may hold itself`,
    );
  }
  if (value instanceof Tensor) {
    if (tensors.has(name)) throw new RangeError(`encodeCheckpoint: paths must differ, got two that read ${name}`);
    tensors.set(name, value);
    return { $tensor: name };
  }
  if (Array.isArray(value)) return value.map((item, i) => withoutTensors(item, [...path, `${i}`], tensors));
  if (typeof value !== "object" || ![Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    throw new TypeError(
      `encodeCheckpoint: values must be plain data or tensors, got ${rules.shown(value)} at ${name || "the top"}`,
    );
  }
  const parts = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (key.startsWith("$")) throw new RangeError(`encodeCheckpoint: names must not begin with $, got ${key}`);
    return [key, withoutTensors(item, [...path, key], tensors)];
  });
  return Object.fromEntries(parts);
}
