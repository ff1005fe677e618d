import { describe, expect, test } from "vitest";
import { decodeIdx } from "./idx.ts";

/** A file of a type, sizes, and the bytes of its elements. */
function file(type: number, sizes: readonly number[], elements: readonly number[]): Uint8Array {
  return new Uint8Array([
    0,
    0,
    type,
    sizes.length,
    ...sizes.flatMap((size) => [0, 0, size >> 8, size & 255]),
    ...elements,
  ]);
}

describe("idx", () => {
  test.each<[string, number, readonly number[], string, readonly number[]]>([
    ["bytes", 8, [0, 127, 128, 255], "int32", [0, 127, 128, 255]],
    ["signed bytes", 9, [0, 127, 128, 255], "int32", [0, 127, -128, -1]],
    ["short numbers", 11, [1, 2, 0, 3, 255, 254, 128, 0], "int32", [258, 3, -2, -32768]],
    ["whole numbers", 12, [0, 1, 0, 0, 255, 255, 255, 255, 0, 0, 0, 7, 0, 0, 0, 8], "int32", [65536, -1, 7, 8]],
    [
      "floats",
      13,
      [63, 128, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0, 61, 204, 204, 205],
      "float32",
      [1, -2, 0, Math.fround(0.1)],
    ],
    [
      "doubles",
      14,
      [63, 240, 0, 0, 0, 0, 0, 0, 63, 185, 153, 153, 153, 153, 153, 154, ...Array<number>(16).fill(0)],
      "float64",
      [1, 0.1, 0, 0],
    ],
  ])("%s are read", (_, type, elements, dtype, expected) => {
    const read = decodeIdx(file(type, [2, 2], elements));
    expect([read.dtype, read.shape, [...read.data]]).toEqual([dtype, [2, 2], expected]);
  });

  test("labels and images have the shapes of MNIST's", () => {
    const images = decodeIdx(file(8, [300, 28, 28], Array<number>(300 * 28 * 28).fill(255)));
    expect(images.shape).toEqual([300, 28, 28]);
    expect(images.to("float32").div(255).max().item()).toBe(1);
    expect(decodeIdx(file(8, [3], [5, 0, 4])).toArray()).toEqual([5, 0, 4]);
  });

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "a file must begin with two zeros, a type and a number of dimensions, got []"],
    ["another file", new Uint8Array([1, 0, 8, 1]), "got [1, 0, 8, 1]"],
    [
      "one that is packed",
      new Uint8Array([0x1f, 0x8b, 8, 0]),
      "must be unpacked, got one packed by gzip; gunzip it first",
    ],
    ["an unknown type", file(10, [1], [0]), "the element type at byte 2 must be one of 8, 9, 11, 12, 13, 14, got 10"],
    [
      "sizes cut off",
      file(8, [3, 4], []).subarray(0, 10),
      "the sizes of 2 dimensions must end at byte 12, got 10 bytes",
    ],
    ["elements cut off", file(11, [2, 2], [0, 1]), "the elements of [2, 2] must be 8 bytes from byte 12, got 2"],
    ["elements left over", file(8, [1], [0, 1]), "the elements of [1] must be 1 bytes from byte 8, got 2"],
    ["more elements than there is memory", new Uint8Array([0, 0, 14, 255, ...Array<number>(1020).fill(255)]), "got 0"],
  ])("%s is refused with its place", (_, bytes, message) => {
    expect(() => decodeIdx(bytes)).toThrow(RangeError);
    expect(() => decodeIdx(bytes)).toThrow(message);
  });

  test("only bytes are a file", () => {
    expect(() => decodeIdx(JSON.parse("[0, 0]"))).toThrow("decodeIdx: a file must be a Uint8Array, got [0, 0]");
  });
});
