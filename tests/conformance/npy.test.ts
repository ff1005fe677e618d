import { decodeNpy, encodeNpy } from "@tinytorch/data";
import type { DType, Nested } from "@tinytorch/tensor";
import { describe, expect, test } from "vitest";
import { type RecordedList, readRecorded } from "./recorded.ts";

interface File {
  readonly name: string;
  readonly descr: string;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  readonly version: number;
  readonly values: RecordedList;
  readonly file: string;
}

const { files, refused } = readRecorded<{ files: readonly File[]; refused: readonly { name: string; file: string }[] }>(
  "npy.json",
);

function dtypeOf(descr: string): DType {
  if (descr === "|b1") return "bool";
  if (descr.includes("f")) return descr.endsWith("8") ? "float64" : "float32";
  return "int32";
}

function numbersOf(values: RecordedList): Nested {
  return typeof values === "object" ? values.map(numbersOf) : Number(values);
}

describe("files of NumPy", () => {
  test.each(files)("$name", ({ descr, shape, fortranOrder, version, values, file }) => {
    const bytes = Buffer.from(file, "base64");
    const read = decodeNpy(bytes);
    expect([read.dtype, read.shape]).toEqual([dtypeOf(descr), shape]);
    // A float16 or a float32 is in JSON the float64 that it is exactly.
    expect(read.toArray()).toEqual(numbersOf(values));
    if (version > 1) return;
    expect(Buffer.from(encodeNpy(read, { descr, fortranOrder })).equals(bytes)).toBe(true);
  });

  test.each(refused)("$name: refused in words", ({ file }) => {
    expect(() => decodeNpy(Buffer.from(file, "base64"))).toThrow(/^decodeNpy: .+ must .+, got /);
  });
});
