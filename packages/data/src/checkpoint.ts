import { Tensor } from "@tinytorch/tensor";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

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
 * @throws RangeError when the bytes are not a checkpoint
 */
export function decodeCheckpoint<Saved>(bytes: Uint8Array): Saved {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (!Object.hasOwn(metadata, STRUCTURE))
    throw new RangeError(
      `decodeCheckpoint: metadata must hold a ${STRUCTURE}, got [${Object.keys(metadata).join(", ")}]`,
    );
  return JSON.parse(metadata[STRUCTURE], (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$number" in value) return Number(value.$number);
    if (!("$tensor" in value)) return value;
    const name = String(value.$tensor);
    if (!Object.hasOwn(tensors, name))
      throw new RangeError(`decodeCheckpoint: every tensor must be in the file, got none named ${name}`);
    return tensors[name];
  });
}

function withoutTensors(value: unknown, path: readonly string[], tensors: Map<string, Tensor>): unknown {
  const name = path.join(".");
  if (value instanceof Tensor) {
    if (tensors.has(name)) throw new RangeError(`encodeCheckpoint: paths must differ, got two that read ${name}`);
    tensors.set(name, value);
    return { $tensor: name };
  }
  if (typeof value === "number") {
    const kept = Number.isFinite(value) && !Object.is(value, -0);
    return kept ? value : { $number: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item, i) => withoutTensors(item, [...path, `${i}`], tensors));
  if (typeof value !== "object" || ![Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    throw new TypeError(
      `encodeCheckpoint: values must be plain data or tensors, got ${typeof value} at ${name || "the top"}`,
    );
  }
  const parts = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (key.startsWith("$")) throw new RangeError(`encodeCheckpoint: names must not begin with $, got ${key}`);
    return [key, withoutTensors(item, [...path, key], tensors)];
  });
  return Object.fromEntries(parts);
}
