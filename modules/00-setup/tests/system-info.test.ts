import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { type Host, systemInfo } from "../src/index.ts";

const laptop: Host = {
  platform: "darwin",
  nodeVersion: "v24.1.0",
  cpus: [{ model: "Apple M2" }, { model: "Apple M2" }],
  totalMemory: 8 * 2 ** 30,
};
const server: Host = {
  platform: "linux",
  nodeVersion: "v22.3.4",
  cpus: [{ model: " AMD EPYC  " }],
  totalMemory: 17_000_000_000,
};

describe("systemInfo", () => {
  test("darwin is macOS, linux is Linux", () => {
    expect([laptop, server].map((host) => systemInfo(host).platform)).toEqual(["macOS", "Linux"]);
  });

  test("two entries in the list are 2 cores, one entry is 1", () => {
    expect([laptop, server].map((host) => systemInfo(host).cores)).toEqual([2, 1]);
  });

  test("the processor is the first core's model, without the spaces around it", () => {
    expect([laptop, server].map((host) => systemInfo(host).processor)).toEqual(["Apple M2", "AMD EPYC"]);
  });

  test("8 · 2³⁰ bytes are 8 GB; 17 000 000 000 bytes are 15.83, rounded 15.8", () => {
    expect([laptop, server].map((host) => systemInfo(host).memoryGb)).toBeAllClose([8, 15.8]);
  });

  test("v24.1.0 is Node 24.1.0", () => {
    expect([laptop, server].map((host) => systemInfo(host).node)).toEqual(["24.1.0", "22.3.4"]);
  });
});
