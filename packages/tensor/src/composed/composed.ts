// All that is made of other operations.

export { cumprod } from "./cumprod.ts";
export { einsum } from "./einsum.ts";
export { maskedSelect } from "./masked-select.ts";
export { norm } from "./norm.ts";
export { dot, outer } from "./outer.ts";
export { prod } from "./prod.ts";
export { repeat, tile } from "./repeat.ts";
export { roll } from "./roll.ts";
export { rounded } from "./round.ts";
export { placed, placementOf, scatterDim, within } from "./scatter.ts";
export { sort, topk } from "./sort.ts";
export { chunk, split } from "./split.ts";
export { deviation } from "./spread.ts";
