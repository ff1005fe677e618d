import type { Scope } from "../scope.ts";

export type InitialLayer = {
  readonly channels: readonly [inChannels: number, outChannels: number];
  readonly kernelSize: number | readonly [number, number];
  readonly groups?: number;
  readonly bias?: boolean;
};

/** Runs in the sandbox: the first weights and bias of layers that are made one after another with one generator. */
export function initialValues(
  { Conv2d, Generator }: Scope,
  seed: number,
  layers: readonly InitialLayer[],
): number[][] {
  const generator = new Generator(seed);
  return layers.flatMap(({ channels, kernelSize, ...options }) => {
    const layer = new Conv2d(channels[0], channels[1], kernelSize, {
      ...options,
      generator,
      parameter: (initial) => initial,
    });
    return [layer.weight, ...(layer.bias === null ? [] : [layer.bias])].map((one) => {
      const { data } = one.contiguous();
      return Array.from({ length: data.length }, (_, e) => data[e]);
    });
  });
}
