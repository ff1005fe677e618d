import { asVariable, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { type Tensor, tensor } from "@tinytorch/tensor";
import { formatShape } from "@tinytorch/tensor/internal";
import { layerOf } from "../layer-of.ts";
import type { Input } from "../module.ts";
import { averaged, maxPooled } from "./pooling.ts";

/** The size that adaptive pooling makes of images: one number for height and width, or one for each; null keeps what there is. */
export type AdaptiveSize = number | null | readonly [height: number | null, width: number | null];

/**
 * The means of images over a grid of the given size: `[N, C, H, W] -> [N, C, oh, ow]`. Cell i of n reaches from ⌊i · size / n⌋ up to
 * ⌈(i + 1) · size / n⌉. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
 * @throws RangeError on other images, or an output that is not whole numbers ≥ 1
 */
export function adaptiveAvgPool2d(input: Input, outputSize: AdaptiveSize): Variable {
  return pooled("adaptiveAvgPool2d", input, outputSize, averageOf, averaged);
}

/**
 * The largest elements of images over a grid of the given size: `[N, C, H, W] -> [N, C, oh, ow]`; see `adaptiveAvgPool2d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html
 * @throws RangeError on other images, or an output that is not whole numbers ≥ 1
 */
export function adaptiveMaxPool2d(input: Input, outputSize: AdaptiveSize): Variable {
  return pooled("adaptiveMaxPool2d", input, outputSize, largestOf, maxPooled);
}

/**
 * The means of sequences over a grid of the given size: `[N, C, L] -> [N, C, l]`; see `adaptiveAvgPool2d`.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html
 * @throws RangeError on other sequences, or an output that is not a whole number ≥ 1
 */
export function adaptiveAvgPool1d(input: Input, outputSize: number): Variable {
  const x = asVariable(input);
  if (x.ndim !== 3 || x.shape[2] === 0)
    throw new RangeError(`adaptiveAvgPool1d: sequences must be [N, C, length ≥ 1], got ${formatShape(x.shape)}`);
  rules.requireEach("adaptiveAvgPool1d", cellsRule, { outputSize });
  return pooled("adaptiveAvgPool1d", x.unsqueeze(2), [1, outputSize], averageOf, averaged).squeeze(2);
}

/** Along a side; a cell each would not fit in memory. */
const MOST_CELLS = 2 ** 24;

const cellsRule = rules.rule(
  "a whole number from 1 to 2²⁴",
  (value): value is number => rules.count.accepts(value) && value <= MOST_CELLS,
);
const sizeRule = rules.rule(
  `${cellsRule.words}, or null`,
  (value): value is number | null => value === null || cellsRule.accepts(value),
);

/** Of windows that are all alike by `alike`, else along one side and then along the other. */
function pooled(
  name: string,
  input: Input,
  outputSize: AdaptiveSize,
  along: (x: Variable, dim: number, places: number) => Variable,
  alike: typeof averaged,
): Variable {
  const x = asVariable(input);
  if (x.ndim !== 4) throw new RangeError(`${name}: images must be [N, C, height, width], got ${formatShape(x.shape)}`);
  const [height, width] = [x.shape[2], x.shape[3]];
  if (height === 0 || width === 0)
    throw new RangeError(`${name}: images must have elements, got ${formatShape(x.shape)}`);
  const [rows, columns] = sizesOf(name, outputSize);
  const [oh, ow] = [rows ?? height, columns ?? width];
  if (height % oh === 0 && width % ow === 0) return alike(name, x, [height / oh, width / ow], {});
  // The first of equal elements, row by row, is the first of its row among the first of the rows.
  return along(along(x, 3, ow), 2, oh);
}

function sizesOf(name: string, outputSize: AdaptiveSize): readonly [number | null, number | null] {
  const sizes = Array.isArray(outputSize) ? [...outputSize] : [outputSize, outputSize];
  if (sizes.length !== 2)
    throw new RangeError(`${name}: outputSize must be one size or two, got ${rules.shown(outputSize)}`);
  for (const size of sizes) rules.requireEach(name, sizeRule, { outputSize: size });
  return [sizes[0], sizes[1]];
}

/** What each cell of a dimension reaches over, side by side: `[…, size, …] -> […, places, longest, …]`. */
function cellsOf(x: Variable, dim: number, places: number) {
  const size = x.shape[dim];
  const starts = Array.from({ length: places }, (_, i) => Math.floor((i * size) / places));
  const lengths = starts.map((start, i) => Math.ceil(((i + 1) * size) / places) - start);
  const longest = Math.max(...lengths);
  // A shorter cell has its last element several times, which no maximum notices and which the mean leaves out.
  const taken = starts.flatMap((start, i) =>
    Array.from({ length: longest }, (_, k) => start + Math.min(k, lengths[i] - 1)),
  );
  const shape = [...x.shape.slice(0, dim), places, longest, ...x.shape.slice(dim + 1)];
  return { cells: x.indexSelect(dim, taken).reshape(shape), lengths, longest };
}

function largestOf(x: Variable, dim: number, places: number): Variable {
  return cellsOf(x, dim, places).cells.max(dim + 1);
}

function averageOf(x: Variable, dim: number, places: number): Variable {
  const { cells, lengths, longest } = cellsOf(x, dim, places);
  const after = x.shape.slice(dim + 1).map(() => 1);
  const repeated: Tensor = tensor(
    lengths.map((length) => Array.from({ length: longest }, (_, k) => k >= length)),
  ).reshape([places, longest, ...after]);
  return cells
    .maskedFill(repeated, 0)
    .sum(dim + 1)
    .div(tensor(lengths, { dtype: x.dtype }).reshape([places, ...after]));
}

/** `adaptiveAvgPool1d` as a layer. */
export class AdaptiveAvgPool1d extends layerOf(adaptiveAvgPool1d, (outputSize) => {
  rules.requireEach("AdaptiveAvgPool1d", cellsRule, { outputSize });
}) {}

/** `adaptiveAvgPool2d` as a layer. */
export class AdaptiveAvgPool2d extends layerOf(adaptiveAvgPool2d, (outputSize) => {
  sizesOf("AdaptiveAvgPool2d", outputSize);
}) {}

/** `adaptiveMaxPool2d` as a layer. */
export class AdaptiveMaxPool2d extends layerOf(adaptiveMaxPool2d, (outputSize) => {
  sizesOf("AdaptiveMaxPool2d", outputSize);
}) {}
