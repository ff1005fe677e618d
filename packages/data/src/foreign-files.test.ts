import { type Tensor, tensor } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { MOST_HEADER_BYTES } from "./header.ts";
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

/** A file with one tensor, x. */
function fileOf(dtype: string, elements: readonly number[], size: number): Uint8Array {
  const header = { x: { dtype, shape: [elements.length / size], data_offsets: [0, elements.length] } };
  return file(JSON.stringify(header), elements);
}

/** The elements of x, after the header. */
function elementsOf(bytes: Uint8Array): number[] {
  return [...bytes.subarray(8 + Number(new DataView(bytes.buffer).getBigUint64(0, true)))];
}

/** 16-bit words as bytes, little-endian. */
const words = (...values: readonly number[]) => values.flatMap((value) => [value & 255, value >> 8]);

describe("element types of others", () => {
  // The numbers are those of IEEE 754 binary16, of the upper halves of float32, and of the 8-bit floats' paper.
  test.each<[string, number, readonly number[], string, readonly number[]]>([
    [
      "F16",
      2,
      words(0x3c00, 0xc000, 0x3555, 0x7bff, 0x0400, 0x0001, 0x8000, 0x7c00, 0xfc00, 0x7e00),
      "float32",
      [1, -2, 0.333251953125, 65504, 2 ** -14, 2 ** -24, -0, Infinity, -Infinity, NaN],
    ],
    [
      "BF16",
      2,
      words(0x3f80, 0xc040, 0x7f7f, 0x0080, 0x0001, 0x7f80, 0x7fc0),
      "float32",
      [1, -3, 3.3895313892515355e38, 2 ** -126, 2 ** -133, Infinity, NaN],
    ],
    ["F8_E4M3", 1, [0x38, 0xb8, 0x7e, 0x01, 0x08, 0x7f], "float32", [1, -1, 448, 2 ** -9, 2 ** -6, NaN]],
    ["F8_E5M2", 1, [0x3c, 0x7b, 0x01, 0x7c, 0x7e], "float32", [1, 57344, 2 ** -16, Infinity, NaN]],
    ["I8", 1, [0, 127, 128, 255], "int32", [0, 127, -128, -1]],
    ["U8", 1, [0, 127, 128, 255], "int32", [0, 127, 128, 255]],
    ["I16", 2, words(1, 0x7fff, 0x8000, 0xffff), "int32", [1, 32767, -32768, -1]],
    ["U16", 2, words(1, 0x7fff, 0x8000, 0xffff), "int32", [1, 32767, 32768, 65535]],
    ["U32", 4, [1, 0, 0, 0, 255, 255, 255, 127], "int32", [1, 2 ** 31 - 1]],
    ["U64", 8, [1, 2, 0, 0, 0, 0, 0, 0], "int32", [513]],
    ["I64", 8, [254, 255, 255, 255, 255, 255, 255, 255], "int32", [-2]],
  ])("%s is read", (code, size, elements, dtype, expected) => {
    const { x } = decodeSafetensors(fileOf(code, elements, size)).tensors;
    expect([x.dtype, [...x.data]]).toEqual([dtype, expected]);
  });

  test.each<[string, readonly number[]]>([
    ["U32", [0, 0, 0, 128]],
    ["U64", [0, 0, 0, 0, 1, 0, 0, 0]],
  ])("a number of %s that int32 does not hold is refused, with the tensor's name", (code, elements) => {
    expect(() => decodeSafetensors(fileOf(code, elements, elements.length))).toThrow(
      /^decodeSafetensors: x must hold elements of its type: tensor: a value must be one that int32 holds, got \d+$/,
    );
  });

  const floats = [1, -2, 0.1, 65519, 65520, 1e-8, 2 ** -25, 1.5 * 2 ** -24, -0, NaN, -Infinity];
  test("F16 is written to the nearest, of two as near to the even one, and overflows to infinity", () => {
    const bytes = encodeSafetensors({ x: tensor(floats, { dtype: "float64" }) }, {}, { types: "F16" });
    const expected = [0x3c00, 0xc000, 0x2e66, 0x7bff, 0x7c00, 0, 0, 0x0002, 0x8000, 0x7e00, 0xfc00];
    expect(elementsOf(bytes)).toEqual(words(...expected));
  });

  test("BF16 is written to the nearest, of two as near to the even one", () => {
    const values = [1, 1 + 2 ** -8, 1 + 3 * 2 ** -8, 3.4e38, -0.1];
    const bytes = encodeSafetensors({ x: tensor(values) }, {}, { types: { x: "BF16" } });
    expect(elementsOf(bytes)).toEqual(words(0x3f80, 0x3f80, 0x3f82, 0x7f80, 0xbdcd));
  });

  test("every number of 16 bits that is read is written as the same bits", () => {
    const all = Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    for (const code of ["F16", "BF16"] as const) {
      const { x } = decodeSafetensors(fileOf(code, words(...all), 2)).tensors;
      const written = elementsOf(encodeSafetensors({ x }, {}, { types: code }));
      const again = decodeSafetensors(fileOf(code, written, 2)).tensors.x;
      expect(Buffer.from(x.data.buffer).equals(Buffer.from(again.data.buffer))).toBe(true);
      const isNumber = (bits: number) => !Number.isNaN(x.data[bits]);
      const differing = all.filter(
        (bits) => isNumber(bits) && written[2 * bits] + 256 * written[2 * bits + 1] !== bits,
      );
      expect(differing).toEqual([]);
    }
  });

  test.each<[string, readonly number[], readonly number[]]>([
    ["I8", [-128, 127], [128, 127]],
    ["U8", [0, 255], [0, 255]],
    ["I16", [-32768, 258], [0, 128, 2, 1]],
    ["U16", [65535, 258], [255, 255, 2, 1]],
    ["U32", [2 ** 31 - 1], [255, 255, 255, 127]],
    ["I64", [-2], [254, 255, 255, 255, 255, 255, 255, 255]],
    ["U64", [513], [1, 2, 0, 0, 0, 0, 0, 0]],
  ])("%s is written", (code, values, expected) => {
    const types = JSON.parse(`{ "x": "${code}" }`);
    expect(elementsOf(encodeSafetensors({ x: tensor(values, { dtype: "int32" }) }, {}, { types }))).toEqual(expected);
  });

  test("one type for all leaves those alone that it does not suit; a type by name must suit", () => {
    const tensors = { w: tensor([1]), n: tensor([7], { dtype: "int32" }), m: tensor([true]) };
    const read = decodeSafetensors(encodeSafetensors(tensors, {}, { types: "F16" })).tensors;
    expect([read.w.dtype, read.n.dtype, read.m.dtype]).toEqual(["float32", "int32", "bool"]);
    const small = decodeSafetensors(encodeSafetensors(tensors, {}, { types: "U8" })).tensors;
    expect([small.w.dtype, small.n.dtype, small.m.dtype]).toEqual(["float32", "int32", "bool"]);
    expect(decodeSafetensors(encodeSafetensors(tensors, {}, { types: { m: "U8" } })).tensors.m.dtype).toBe("int32");
    expect(() => encodeSafetensors(tensors, {}, { types: { n: "F16" } })).toThrow(
      "encodeSafetensors: n of int32 must be written as I32, I64, U64, U32, I16, U16, I8, U8, got F16",
    );
    expect(() => encodeSafetensors(tensors, {}, JSON.parse('{ "types": "F17" }'))).toThrow("got F17");
    expect(() => encodeSafetensors({ n: tensor([-1], { dtype: "int32" }) }, {}, { types: "U8" })).toThrow(
      "encodeSafetensors: n must hold what U8 does, got -1",
    );
  });
});

describe("the format's rules", () => {
  test("a header that is too long is refused before it is read", () => {
    const bytes = new Uint8Array(8 + MOST_HEADER_BYTES + 1);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(MOST_HEADER_BYTES + 1), true);
    expect(() => decodeSafetensors(bytes)).toThrow("the header must have at most 25000000 bytes, got 25000001");
  });

  test("a header of two million bytes with characters of every length is read", () => {
    const note = "aé€😀".repeat(200_000);
    expect(decodeSafetensors(file(JSON.stringify({ __metadata__: { note } }))).metadata.note).toBe(note);
  });

  const entry = '{"dtype":"U8","shape":[1],"data_offsets":[0,1]}';
  test.each<[string, string, string]>([
    ["a tensor's name twice", `{"x":${entry},"x":${entry}}`, "a name must appear once, got x twice"],
    ["a name twice, written in two ways", `{"x":${entry},"\\u0078" :${entry}}`, "got x twice"],
    ["a note twice", '{"__metadata__":{"a":"1","a":"2"}}', "got a twice"],
    ["a part twice", '{"x":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}', "got dtype twice"],
    ["a space before it", ` {"x":${entry}}`, "the header must begin with {, got a space"],
    ["a number for metadata", '{"__metadata__":5}', "metadata must be text by name, got 5"],
    ["a list for metadata", '{"__metadata__":["a"]}', "metadata must be text by name, got [a]"],
    ["null for metadata", '{"__metadata__":null}', "metadata must be text by name, got null"],
    ["a list in metadata", '{"__metadata__":{"a":[]}}', "metadata must be text, got object for a"],
    ["a size that no number holds", '{"x":{"dtype":"U8","shape":[1e300],"data_offsets":[0,1]}}', "must have a shape"],
  ])("%s is refused", (_, header, message) => {
    expect(() => decodeSafetensors(file(header, [0]))).toThrow(message);
  });

  test.each([
    ["plain", "a"],
    ["of escapes", "\\"],
  ])("a header as long as one may be, %s, is read as it was written", (_, character) => {
    const bytesEach = JSON.stringify(character).length - 2;
    const note = character.repeat(Math.floor((MOST_HEADER_BYTES - 200) / bytesEach));
    const { metadata } = decodeSafetensors(encodeSafetensors({ x: tensor([1]) }, { note }));
    expect(metadata.note === note).toBe(true);
  });

  test("what looks like a name inside a text is none", () => {
    const note = '"a": "a": {"a": 1';
    expect(decodeSafetensors(file(JSON.stringify({ __metadata__: { a: note } }))).metadata).toEqual({ a: note });
  });

  test("notes that are not text are not written", () => {
    expect(() => encodeSafetensors({}, JSON.parse('{ "epoch": 3 }'))).toThrow(
      "encodeSafetensors: metadata must be text, got 3 for epoch",
    );
  });
});

describe("broken checkpoints", () => {
  const checkpoint = (structure: string, tensors: Readonly<Record<string, Tensor>> = {}) =>
    encodeSafetensors(tensors, { structure });

  test.each<[string, string, string]>([
    ["cut off", '{"a":[1,2', "decodeCheckpoint: the structure must be JSON, got "],
    [
      "without a tensor",
      '{"a":[{"b":{"$tensor":"w"}}]}',
      "every tensor must be in the file, got none named w at a.0.b",
    ],
    [
      "with a number that is none",
      '{"a":{"$number":"3"}}',
      'what begins with $ must be a tensor or a number, got {"$number":"3"} at a',
    ],
    ["with a name beside a tensor", '{"a":{"$tensor":"w","b":1}}', 'got {"$tensor":"w","b":1} at a'],
    ["with another mark", '{"a":{"$date":0}}', 'got {"$date":0} at a'],
    ["too deep", `${"[".repeat(300)}${"]".repeat(300)}`, "values must be at most 200 deep, got more at 0.0.0"],
  ])("one %s is told with its place", (_, structure, message) => {
    expect(() => decodeCheckpoint(checkpoint(structure))).toThrow(RangeError);
    expect(() => decodeCheckpoint(checkpoint(structure))).toThrow(message);
  });

  test("what holds itself is not written", () => {
    const loop: Record<string, unknown> = {};
    loop.again = loop;
    expect(() => encodeCheckpoint(loop)).toThrow("values must be at most 200 deep, got more at again.again");
  });

  test("a name from outside stays a name", () => {
    const read = decodeCheckpoint<Record<string, unknown>>(checkpoint('{"__proto__":{"a":1}}'));
    expect(Object.keys(read)).toEqual(["__proto__"]);
  });
});
