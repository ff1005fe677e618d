import { Generator, randn, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** A file with the given header and elements. */
function file(header: string, elements: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + elements.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(elements, 8 + text.length);
  return bytes;
}

describe("safetensors", () => {
  const tensors = {
    mask: tensor([true, false, true]),
    "layer.weight": randn([2, 3], { generator: new Generator(1) }),
    größe: tensor([[1.5]], { dtype: "float64" }),
    view: tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: "int32" },
    ).t(),
    empty: zeros([0, 4]),
    scalar: tensor(7),
  };

  test("what is written is read, of every type and shape", () => {
    const { tensors: read, metadata } = decodeSafetensors(encodeSafetensors(tensors, { note: "größer „als“" }));
    expect(Object.keys(read).sort()).toEqual(Object.keys(tensors).sort());
    for (const [name, expected] of Object.entries(tensors)) {
      expect([read[name].dtype, read[name].shape]).toEqual([expected.dtype, expected.shape]);
      expect(read[name].toArray()).toEqual(expected.toArray());
    }
    expect(metadata).toEqual({ note: "größer „als“" });
  });

  test("the layout is the published one: length, header, elements that begin at a multiple of 8", () => {
    const bytes = encodeSafetensors({ x: tensor([1]) });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      x: { dtype: "F32", shape: [1], data_offsets: [0, 4] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 128, 63]);
  });

  test("64-bit counts are read as int32, when they fit", () => {
    const header = '{"n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}';
    const read = decodeSafetensors(file(header, [5, 0, 0, 0, 0, 0, 0, 0])).tensors.n;
    expect([read.dtype, read.item()]).toEqual(["int32", 5]);
    expect(() => decodeSafetensors(file(header, [0, 0, 0, 0, 1, 0, 0, 0]))).toThrow("int32 holds, got 4294967296");
  });

  test("a name from outside is only a name", () => {
    const { tensors: read } = decodeSafetensors(
      file('{"__proto__":{"dtype":"BOOL","shape":[],"data_offsets":[0,1]}}', [1]),
    );
    expect(Object.keys(read)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  const entry = (values: string) => `{"x":{${values}}}`;
  test.each<[string, Uint8Array, string]>([
    ["too short", new Uint8Array(7), "there must be 8 bytes for the header's length, got 7"],
    [
      "cut off",
      encodeSafetensors({ x: tensor([1, 2]) }).subarray(0, -4),
      "tensors must fill the file, got 4 bytes for 8",
    ],
    ["a length beyond the end", new Uint8Array(8).fill(255), "the header must fit in the 8 bytes"],
    ["not JSON", file("{"), "the header must be JSON"],
    [
      "not UTF-8",
      (() => {
        const b = file("{}");
        b[8] = 255;
        return b;
      })(),
      "the header must be JSON",
    ],
    ["a list", file("[]"), "the header must be an object"],
    [
      "an unknown type",
      file(entry('"dtype":"F8","shape":[],"data_offsets":[0,1]')),
      "element types must be F32, F64, F16, BF16, F8_E4M3, F8_E5M2, I64, U64, I32, U32, I16, U16, I8, U8, BOOL, got F8 for x",
    ],
    [
      "a type that is a property of objects",
      file(entry('"dtype":"constructor","shape":[],"data_offsets":[0,1]')),
      "got constructor for x",
    ],
    [
      "a negative size",
      file(entry('"dtype":"F32","shape":[-1],"data_offsets":[0,0]')),
      "a tensor must have a shape and two offsets",
    ],
    [
      "bytes that do not hold the shape",
      file(entry('"dtype":"F32","shape":[2],"data_offsets":[0,4]'), [0, 0, 0, 0]),
      "got 4 bytes for F32 [2] of x",
    ],
    [
      "a gap",
      file(entry('"dtype":"BOOL","shape":[1],"data_offsets":[1,2]'), [0, 1]),
      "tensors must lie one after another, got x at 1 instead of 0",
    ],
    ["bytes left over", file("{}", [1]), "tensors must fill the file, got 1 bytes for 0"],
    [
      "a truth value that is neither",
      file(entry('"dtype":"BOOL","shape":[1],"data_offsets":[0,1]'), [2]),
      "bool holds, got 2",
    ],
    ["metadata that is no text", file('{"__metadata__":{"a":1}}'), "metadata must be text, got number for a"],
    ["null in place of a tensor", file('{"x":null}'), "got undefined for x"],
  ])("%s is refused", (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(RangeError);
    expect(() => decodeSafetensors(bytes)).toThrow(message);
  });

  test("a tensor cannot take the name of the metadata", () => {
    expect(() => encodeSafetensors({ __metadata__: tensor(1) })).toThrow("a tensor may not be named __metadata__");
  });
});

describe("checkpoints", () => {
  test("what goes in comes out: tensors anywhere, and every number", () => {
    const saved = {
      model: { "0.weight": tensor([1, 2]) },
      optimizer: {
        state: { 0: { step: 3, buffers: { mean: tensor([0.5]) } } },
        groups: [{ params: [0], name: null }],
      },
      best: Number.POSITIVE_INFINITY,
      last: [Number.NaN, -0, 0.1],
      done: false,
    };
    const read = decodeCheckpoint<typeof saved>(encodeCheckpoint(saved));
    expect(read.model["0.weight"].toArray()).toEqual([1, 2]);
    expect(read.optimizer.state[0].buffers.mean.toArray()).toEqual([0.5]);
    expect(read.optimizer.groups).toEqual(saved.optimizer.groups);
    expect([read.best, ...read.last, read.done]).toEqual([Number.POSITIVE_INFINITY, Number.NaN, -0, 0.1, false]);
    expect(Object.keys(decodeSafetensors(encodeCheckpoint(saved)).tensors).sort()).toEqual([
      "model.0.weight",
      "optimizer.state.0.buffers.mean",
    ]);
  });

  test("what could not come back is refused", () => {
    const one: Tensor = tensor(1);
    expect(() => encodeCheckpoint({ a: new Map() })).toThrow(
      "encodeCheckpoint: values must be plain data or tensors, got a Map at a",
    );
    expect(() => encodeCheckpoint(() => 1)).toThrow("got a function at the top");
    expect(() => encodeCheckpoint({ "a.b": one, a: { b: one } })).toThrow("paths must differ, got two that read a.b");
    expect(() => encodeCheckpoint({ $tensor: "x" })).toThrow("names must not begin with $, got $tensor");
    expect(() => decodeCheckpoint(encodeSafetensors({ x: one }))).toThrow("metadata must hold a structure, got []");
    expect(() => decodeCheckpoint(encodeSafetensors({}, { structure: '{"$tensor":"y"}' }))).toThrow(
      "every tensor must be in the file, got none named y at the top",
    );
  });
});
