import { readFileSync } from "node:fs";
import { join } from "node:path";
import asc from "assemblyscript/asc";
import type { Contender, Prepared } from "../contender.ts";
import { type Limit, limitOf } from "../work.ts";

interface Probe {
  chains(rounds: number, factor: number, addend: number): number;
  copy(a: number, b: number, bytes: number): void;
  triad(a: number, b: number, c: number, bytes: number, scale: number): void;
}

const source = "limits.as";
/** Room for the largest footprint. */
const memoryPages = 4096;
/** Twelve chains, four numbers, a multiplication and an addition. */
const operationsPerRound = 12 * 4 * 2;
/** A run of arithmetic at its shortest: long enough that the call does not count. */
const shortestRounds = 1e5;

/** What the machine can do at best in WebAssembly on one core: the time a job would take if nothing but its limit counted. */
export function limits(): Contender {
  return {
    description: "WebAssembly SIMD, fused multiply-add where the engine has it",
    async prepare(job) {
      const limit = limitOf(job);
      if (limit === null) return null;
      if (limit.of === "memory") return traffic(limit, await compile("simd"));
      const fused = limit.fused ? await compile("simd,relaxed-simd").catch(() => null) : null;
      return arithmetic(limit, fused ?? (await compile("simd")));
    },
  };
}

function arithmetic({ operations }: Extract<Limit, { of: "arithmetic" }>, { chains }: Probe): Prepared {
  const rounds = Math.max(shortestRounds, Math.round(operations / operationsPerRound));
  return {
    run() {
      chains(rounds, 0.5, 0.5);
    },
    result: () => [],
    share: (rounds * operationsPerRound) / operations,
  };
}

function traffic({ access, bytes, footprint }: Extract<Limit, { of: "memory" }>, probe: Probe): Prepared {
  const arrays = access === "copy" ? 2 : 3;
  const size = Math.ceil(footprint / arrays / 64) * 64;
  // Not a power of two apart, which would have the arrays compete for the same lines of the cache.
  const [a, b, c] = [0, 1, 2].map((index) => 1024 + index * (size + 1088));
  return {
    run: access === "copy" ? () => probe.copy(a, b, size) : () => probe.triad(a, b, c, size, 3),
    result: () => [],
    share: (arrays * size) / bytes,
  };
}

async function compile(features: string): Promise<Probe> {
  const text = readFileSync(join(import.meta.dirname, source), "utf8");
  let bytes = new Uint8Array();
  const flags = ["-O3", "--runtime", "stub", "--enable", features, "--importMemory"];
  const { error, stderr } = await asc.main(["limits.ts", ...flags, "--outFile", "limits.wasm"], {
    readFile: (name) => (name === "limits.ts" ? text : null),
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") bytes = new Uint8Array(contents);
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`limits: ${source} must compile, got ${stderr.toString()}`);
  const memory = new WebAssembly.Memory({ initial: memoryPages });
  return new WebAssembly.Instance<Probe>(new WebAssembly.Module(bytes), { env: { memory } }).exports;
}
