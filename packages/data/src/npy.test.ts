import { Generator, randn, type Tensor, tensor, zeros } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { decodeNpy, encodeNpy } from "./npy.ts";

/** A file with the given header and as many elements of nothing but zeros. */
function file(header: string, elements = 0, version = 1): Uint8Array<ArrayBuffer> {
  const before = version === 1 ? 10 : 12;
  const bytes = new Uint8Array(before + header.length + elements);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), before);
  return bytes;
}

const headerOf = (shape: string, descr = "'<f4'") => `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}}`;

describe("npy", () => {
  test("what is written is read, of every type, order and shape", () => {
    const tensors: Readonly<Record<string, Tensor>> = {
      "<f4": randn([2, 3, 4], { generator: new Generator(1) }),
      ">f8": tensor([[1.5, -2]], { dtype: "float64" }).t(),
      ">i2": tensor([-32768, 258], { dtype: "int32" }),
      "|b1": tensor([[true], [false]]),
      "<i4": zeros([3, 0], { dtype: "int32" }),
      ">f4": tensor(7),
    };
    for (const [descr, x] of Object.entries(tensors)) {
      for (const fortranOrder of [false, true]) {
        const read = decodeNpy(encodeNpy(x, { descr, fortranOrder }));
        expect([read.dtype, read.shape, read.toArray()]).toEqual([x.dtype, x.shape, x.toArray()]);
      }
    }
  });

  test("elements begin at a multiple of 64 bytes", () => {
    for (const shape of [[], [1], [1000, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]]) {
      const size = shape.reduce((product, length) => product * length, 4);
      expect((encodeNpy(zeros(shape)).length - size) % 64).toBe(0);
    }
  });

  test("bytes may begin anywhere in their buffer", () => {
    const bytes = encodeNpy(tensor([1, 2]), { descr: ">f4" });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeNpy(shifted.subarray(3)).toArray()).toEqual([1, 2]);
  });

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "a file must begin with the bytes [147, 78, 85, 77, 80, 89], got []"],
    ["another file", new Uint8Array([80, 75, 3, 4]), "got [80, 75, 3, 4]"],
    ["version 4", file(headerOf("()"), 4, 4), "the version must be 1.0, 2.0 or 3.0 at byte 6, got 4.0"],
    ["no length", file("").subarray(0, 9), "there must be 10 bytes before the header, got 9"],
    [
      "a header cut off",
      file(headerOf("()")).subarray(0, 20),
      "the header must fit in the 10 bytes from byte 10, got a length of 53",
    ],
    [
      "a header of gigabytes",
      (() => {
        const bytes = file(headerOf("()"), 4, 2);
        bytes.fill(255, 8, 12);
        return bytes;
      })(),
      "the header must have at most 10000 bytes, got 4294967295",
    ],
    ["no dictionary", file("[1]"), "there must be { at byte 10 of the header, got [1]"],
    ["one not closed", file("{'descr': '<f4'"), "there must be , at byte 25 of the header, got the end"],
    ["an unknown name", file("{'order': 3}"), "names must be descr, fortran_order and shape, got order at byte 11"],
    ["a name twice", file("{'descr': '<f4', 'descr': '<f4'}"), "a name must appear once, got descr twice at byte 27"],
    ["no shape", file("{'descr': '<f4', 'fortran_order': True}"), "the header must have shape, got none"],
    [
      "a number for an order",
      file("{'fortran_order': 1}"),
      "there must be True or False at byte 28 of the header, got 1}",
    ],
    ["a shape without a comma", file(headerOf("(3)"), 12), "there must be , at byte 62 of the header, got )}"],
    ["a negative size", file(headerOf("(-1,)")), "there must be a size at byte 61 of the header, got -1,)}"],
    ["a size that no number holds", file(headerOf("(99999999999999999999,)")), "there must be a size at byte 61"],
    [
      "a thousand dimensions",
      file(headerOf(`(${"1, ".repeat(1000)})`), 4),
      "there must be at most 64 dimensions, got more",
    ],
    ["something behind the dictionary", file(`${headerOf("()")} import`, 4), "there must be the end at byte 64"],
    ["a type of its own", file(headerOf("()", "'<c8'"), 8), "element types must be < or > and one of f8, f4, f2, "],
    [
      "no order of bytes",
      file(headerOf("()", "'f4'"), 4),
      "and one of f8, f4, f2, i8, u8, i4, u4, i2, u2, i1, u1, b1, got f4",
    ],
    ["a property of objects", file(headerOf("()", "'<constructor'"), 4), "got <constructor"],
    [
      "a structure",
      file(headerOf("()", "[('a', '<f4')]"), 4),
      "there must be a text at byte 20 of the header, got [('a', '<f4'",
    ],
    [
      "elements cut off",
      encodeNpy(tensor([1, 2])).subarray(0, -1),
      "the elements of <f4 [2] must be 8 bytes from byte 128, got 7",
    ],
    ["elements left over", file(headerOf("(1,)"), 5), "the elements of <f4 [1] must be 4 bytes from byte 65, got 5"],
    ["more elements than there is memory", file(headerOf("(9007199254740991, 9007199254740991)")), "got 0"],
    [
      "a truth value that is neither",
      (() => {
        const bytes = encodeNpy(tensor([true]));
        bytes[bytes.length - 1] = 2;
        return bytes;
      })(),
      "elements must be of their type: tensor: a value must be one that bool holds, got 2",
    ],
  ])("%s is refused with its place", (_, bytes, message) => {
    expect(() => decodeNpy(bytes)).toThrow(RangeError);
    expect(() => decodeNpy(bytes)).toThrow(message);
  });

  test("spaces, other quotes, another order of names and Python 2's long numbers are as good", () => {
    const header = `{ "shape": (1L, 2L ,),\n 'fortran_order' :True, "descr":">f4" , }  \n`;
    for (const version of [1, 2, 3]) expect(decodeNpy(file(header, 8, version)).shape).toEqual([1, 2]);
  });

  test("what cannot be written is told", () => {
    const whole = tensor([300], { dtype: "int32" });
    expect(() => encodeNpy(whole, { descr: "|u1" })).toThrow("encodeNpy: elements must be what |u1 holds, got 300");
    expect(() => encodeNpy(whole, { descr: "<f4" })).toThrow(
      "encodeNpy: descr of int32 must be one of <i4, >i4, <i8, >i8, <u8, >u8, <u4, >u4, <i2, >i2, <u2, >u2, |i1, |u1, got <f4",
    );
    expect(() => encodeNpy(tensor([1]), { descr: "BF16" })).toThrow(
      "must be one of <f4, >f4, <f2, >f2, <f8, >f8, got BF16",
    );
    expect(() => decodeNpy(JSON.parse("[147, 78]"))).toThrow("decodeNpy: a file must be a Uint8Array, got [147, 78]");
  });
});
