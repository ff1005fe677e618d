import type { Block, Given } from "../given.ts";
import type { Scope } from "../scope.ts";

export type Flattened = Block & { readonly dtype: string };

/** Runs in the sandbox. A start of null is not handed over. One layer sees all images that have its start. */
export function flattenAll(
  { flatten, Flatten, tensor }: Scope,
  problems: readonly {
    readonly laid: Given;
    readonly start: number | null;
    readonly dtype: "float32" | "float64";
  }[],
): { byFunction: Flattened; byLayer: Flattened; kept: Flattened }[] {
  type Drawn = ReturnType<typeof tensor>;
  const layers = new Map<number | null, InstanceType<typeof Flatten<Drawn>>>();
  const read = (from: Drawn): Flattened => {
    const { data } = from.contiguous();
    const values = Array.from({ length: data.length }, (_, e) => data[e]);
    return { shape: [...from.shape], values, dtype: from.dtype };
  };
  return problems.map(({ laid, start, dtype }) => {
    const x = tensor([...laid.values], { shape: [...laid.shape], dtype })
      .slice(0, laid.skip)
      .transpose(laid.swap[0], laid.swap[1]);
    const layer = layers.get(start) ?? (start === null ? new Flatten<Drawn>() : new Flatten<Drawn>(start));
    layers.set(start, layer);
    return {
      byFunction: read(start === null ? flatten(x) : flatten(x, start)),
      byLayer: read(layer.forward(x)),
      kept: read(x),
    };
  });
}
