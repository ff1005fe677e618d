import { exact, product, sum } from "@tinytorch/testkit";
import { build, type Grid, stretchedCell, together } from "../grid.ts";

/** The product of two grids, of which a list is a row on the left and a column on the right. */
export function multiplied(a: Grid, b: Grid): Grid {
  const left: Grid = a.shape.length === 1 ? { ...a, shape: [1, ...a.shape] } : a;
  const right: Grid = b.shape.length === 1 ? { ...b, shape: [...b.shape, 1] } : b;
  const [m, k] = left.shape.slice(-2);
  const n = right.shape[right.shape.length - 1];
  const batch = together(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const full = build([...batch, m, n], (index) => {
    const [front, i, j] = [index.slice(0, -2), index[index.length - 2], index[index.length - 1]];
    const terms = Array.from({ length: k }, (_, l) =>
      product(stretchedCell(left, [...front, i, l]), stretchedCell(right, [...front, l, j])),
    );
    return terms.reduce(sum, exact(0));
  });
  const shape = [...batch, ...(a.shape.length === 1 ? [] : [m]), ...(b.shape.length === 1 ? [] : [n])];
  return { shape, cells: full.cells };
}
