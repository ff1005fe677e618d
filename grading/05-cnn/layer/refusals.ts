import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what must be refused, then what must not. Null where nothing was thrown. */
export function refusals(
  { Conv2d, Generator, ones }: Scope,
  broken: number,
): ({ name: unknown; message: unknown } | null)[] {
  const parameter = (initial: ReturnType<typeof ones>) => initial;
  const make = (
    inChannels: number,
    outChannels: number,
    kernelSize: number | [number, number],
    options: { stride?: number; padding?: number; dilation?: [number, number]; groups?: number } = {},
  ) =>
    new Conv2d(inChannels, outChannels, kernelSize, { ...options, generator: new Generator(1), parameter });
  const calls = [
    () => make(0, 1, 1),
    () => make(1, 0, 1),
    () => make(broken, 1, 1),
    () => make(1, broken, 1),
    () => make(2, 2, 1, { groups: 0 }),
    () => make(3, 2, 1, { groups: 2 }),
    () => make(2, 3, 1, { groups: 2 }),
    () => make(1, 1, 0),
    () => make(1, 1, [2, broken]),
    () => make(1, 1, 1, { stride: 0 }),
    () => make(1, 1, 1, { padding: -1 }),
    () => make(1, 1, 1, { dilation: [1, 0] }),
    () => make(2, 1, 1).forward(ones([1, 3, 2, 2])),
    () => make(4, 2, 1, { groups: 2 }).forward(ones([1, 2, 2, 2])),
    () => make(2, 1, 1).forward(ones([2, 2, 2])),
    () => make(2, 1, 3).forward(ones([1, 2, 2, 2])),
    () => make(2, 1, 3, { padding: 1 }).forward(ones([1, 2, 2, 2])),
    () => make(2, 4, [1, 2], { groups: 2, stride: 3 }).forward(ones([1, 2, 2, 2])),
  ];
  return calls.map((call) => {
    try {
      call();
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}
