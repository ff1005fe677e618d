import { defineMistakes } from "@tinytorch/course";

const sum = "for (let inner = 0; inner < k; inner += 1) sum += a[i][inner] * b[inner][j];";
const refused = "if (k !== rows) {";

/** Mistakes that students really make in matmul, each as one small change to the solution. */
export const mistakes = defineMistakes([
  // The shortcut: what the module asks for is in the library, and out of this file's reach.
  {
    id: "matmul.by-the-library",
    file: "src/matmul.ts",
    find: "export function matmul(a: Matrix, b: Matrix): number[][] {",
    replace: `import { tensor } from "@tinytorch/tensor";

export function matmul(a: Matrix, b: Matrix): number[][] {
  return tensor(a as number[][]).matmul(tensor(b as number[][])).toArray() as number[][];`,
    caughtBy: ["matmul.numbers"],
    diagnosis: "leaves the product to the library instead of writing it out",
    shortcut: true,
  },
  {
    id: "matmul.inner-over-rows",
    file: "src/matmul.ts",
    find: "for (let inner = 0; inner < k; inner += 1)",
    replace: "for (let inner = 0; inner < m; inner += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "adds up as many products as a has rows instead of columns",
  },
  {
    id: "matmul.inner-over-result-columns",
    file: "src/matmul.ts",
    find: "for (let inner = 0; inner < k; inner += 1)",
    replace: "for (let inner = 0; inner < Math.min(k, n); inner += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "adds up as many products as b has columns",
  },
  {
    id: "matmul.last-product-missing",
    file: "src/matmul.ts",
    find: "for (let inner = 0; inner < k; inner += 1)",
    replace: "for (let inner = 0; inner < k - 1; inner += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "leaves the last product out of each sum",
  },
  {
    id: "matmul.first-product-missing",
    file: "src/matmul.ts",
    find: "for (let inner = 0; inner < k; inner += 1)",
    replace: "for (let inner = 1; inner < k; inner += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "leaves the first product out of each sum",
  },
  {
    id: "matmul.elementwise",
    file: "src/matmul.ts",
    find: sum,
    replace: "sum = (a[i][j] ?? 0) * (b[i]?.[j] ?? 0);",
    caughtBy: ["matmul.square"],
    diagnosis: "multiplies number by number in the same place, which is another product",
  },
  {
    id: "matmul.second-transposed",
    file: "src/matmul.ts",
    find: "a[i][inner] * b[inner][j]",
    replace: "a[i][inner] * (b[j]?.[inner] ?? 0)",
    caughtBy: ["matmul.square"],
    diagnosis: "takes rows of b for its columns: a times b transposed",
  },
  {
    id: "matmul.first-transposed",
    file: "src/matmul.ts",
    find: "a[i][inner] * b[inner][j]",
    replace: "(a[inner]?.[i] ?? 0) * b[inner][j]",
    caughtBy: ["matmul.square"],
    diagnosis: "takes columns of a for its rows: a transposed times b",
  },
  {
    id: "matmul.swapped-when-square",
    file: "src/matmul.ts",
    find: "a[i][inner] * b[inner][j]",
    replace: "m === k && k === n ? b[i][inner] * a[inner][j] : a[i][inner] * b[inner][j]",
    caughtBy: ["matmul.square"],
    diagnosis: "multiplies square matrices in the wrong order",
  },
  {
    id: "matmul.transposed-result",
    file: "src/matmul.ts",
    find: "  return product;",
    replace: "  return m === n ? product.map((_, i) => product.map((row) => row[i])) : product;",
    caughtBy: ["matmul.square"],
    diagnosis: "gives a square result back transposed",
  },
  {
    id: "matmul.overwritten",
    file: "src/matmul.ts",
    find: "sum += a[i][inner] * b[inner][j]",
    replace: "sum = a[i][inner] * b[inner][j]",
    caughtBy: ["matmul.numbers"],
    diagnosis: "keeps the last product alone instead of adding them up",
  },
  {
    id: "matmul.adds-factors",
    file: "src/matmul.ts",
    find: "sum += a[i][inner] * b[inner][j]",
    replace: "sum += a[i][inner] + b[inner][j]",
    caughtBy: ["matmul.numbers"],
    diagnosis: "adds where it should multiply",
  },
  {
    id: "matmul.sum-starts-at-one",
    file: "src/matmul.ts",
    find: "let sum = 0;",
    replace: "let sum = 1;",
    caughtBy: ["matmul.numbers"],
    diagnosis: "starts each sum at 1",
  },
  {
    id: "matmul.sum-goes-on",
    file: "src/matmul.ts",
    find: `    for (let j = 0; j < n; j += 1) {
      let sum = 0;`,
    replace: `    let sum = 0;
    for (let j = 0; j < n; j += 1) {`,
    caughtBy: ["matmul.numbers"],
    diagnosis: "does not start again at 0 for the next column",
  },
  {
    id: "matmul.one-row-list",
    file: "src/matmul.ts",
    find: `  for (let i = 0; i < m; i += 1) {
    const row: number[] = [];`,
    replace: `  const row: number[] = [];
  for (let i = 0; i < m; i += 1) {`,
    caughtBy: ["matmul.numbers"],
    diagnosis: "writes all rows into one list",
  },
  {
    id: "matmul.remembers",
    file: "src/matmul.ts",
    find: "export function matmul(a: Matrix, b: Matrix): number[][] {",
    replace: `const known = new Map<string, number[][]>();

export function matmul(a: Matrix, b: Matrix): number[][] {
  const key = JSON.stringify([a, b]);
  const product = known.get(key) ?? compute(a, b);
  known.set(key, product);
  return product;
}

function compute(a: Matrix, b: Matrix): number[][] {`,
    caughtBy: ["matmul.own-rows"],
    diagnosis: "gives the same lists back when it is asked the same again",
  },
  {
    id: "matmul.one-result-for-all",
    file: "src/matmul.ts",
    find: "export function matmul(a: Matrix, b: Matrix): number[][] {",
    replace: `const kept: number[][] = [];

export function matmul(a: Matrix, b: Matrix): number[][] {
  const rows = compute(a, b);
  kept.length = 0;
  kept.push(...rows);
  return kept;
}

function compute(a: Matrix, b: Matrix): number[][] {`,
    caughtBy: ["matmul.own-rows"],
    diagnosis: "writes every result into the same list",
  },
  {
    id: "matmul.unit-given-back",
    file: "src/matmul.ts",
    find: "  const product: number[][] = [];",
    replace: `  if (m === k && a.every((row, i) => row.every((value, j) => value === (i === j ? 1 : 0)))) return b as number[][];
  const product: number[][] = [];`,
    caughtBy: ["matmul.own-rows"],
    diagnosis: "gives b itself back when a is the unit matrix",
  },
  {
    id: "matmul.writes-into-a",
    file: "src/matmul.ts",
    find: "    product.push(row);",
    replace: `    product.push(row);
    if (k === n) for (let j = 0; j < n; j += 1) (a as number[][])[i][j] = row[j];`,
    caughtBy: ["matmul.own-rows"],
    diagnosis: "writes the result over its first argument",
  },
  {
    id: "matmul.row-vector",
    file: "src/matmul.ts",
    find: "  const product: number[][] = [];",
    replace: `  if (n === 1) return [a.map((row) => row.reduce((sum, value, inner) => sum + value * b[inner][0], 0))];
  const product: number[][] = [];`,
    caughtBy: ["matmul.thin"],
    diagnosis: "gives a column back as a row",
  },
  {
    id: "matmul.outer-broadcast",
    file: "src/matmul.ts",
    find: "a[i][inner] * b[inner][j]",
    replace: "a[i][inner] * b[k === 1 ? Math.min(i, rows - 1) : inner][k === 1 ? 0 : j]",
    caughtBy: ["matmul.thin"],
    diagnosis: "takes the first number of a row for all of it when the inner size is 1",
  },
  {
    id: "matmul.first-row-only",
    file: "src/matmul.ts",
    find: "sum += a[i][inner] * b[inner][j]",
    replace: "sum += a[0][inner] * b[inner][j]",
    caughtBy: ["matmul.numbers"],
    diagnosis: "uses the first row of a for every row of the result",
  },
  {
    id: "matmul.last-row-missing",
    file: "src/matmul.ts",
    find: "for (let i = 0; i < m; i += 1)",
    replace: "for (let i = 0; i < Math.max(m - 1, 1); i += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "ends one row early",
  },
  {
    id: "matmul.columns-of-a",
    file: "src/matmul.ts",
    find: "for (let j = 0; j < n; j += 1)",
    replace: "for (let j = 0; j < Math.min(k, n); j += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "makes as many columns as a has instead of b",
  },
  {
    id: "matmul.blocks-of-64",
    file: "src/matmul.ts",
    find: "for (let inner = 0; inner < k; inner += 1)",
    replace: "for (let inner = 0; inner < (k > 64 ? k - (k % 64) : k); inner += 1)",
    caughtBy: ["matmul.numbers"],
    diagnosis: "leaves out what remains after the last whole block",
  },
  {
    id: "matmul.float32",
    file: "src/matmul.ts",
    find: "      row.push(sum);",
    replace: "      row.push(Math.fround(sum));",
    caughtBy: ["matmul.precision"],
    diagnosis: "rounds to float32, which has seven digits where plain numbers have sixteen",
  },
  {
    id: "matmul.rounded",
    file: "src/matmul.ts",
    find: "      row.push(sum);",
    replace: "      row.push(Math.round(sum * 1e6) / 1e6);",
    caughtBy: ["matmul.precision"],
    diagnosis: "rounds to six places after the point, where small products vanish",
  },
  {
    id: "matmul.tiny-skipped",
    file: "src/matmul.ts",
    find: sum,
    replace: `for (let inner = 0; inner < k; inner += 1) {
        const factor = a[i][inner] * b[inner][j];
        if (!(Math.abs(factor) < 1e-9)) sum += factor;
      }`,
    caughtBy: ["matmul.precision"],
    diagnosis: "leaves tiny products out",
  },
  {
    id: "matmul.zeros-skipped",
    file: "src/matmul.ts",
    find: sum,
    replace: `for (let inner = 0; inner < k; inner += 1) {
        if (a[i][inner] !== 0) sum += a[i][inner] * b[inner][j];
      }`,
    caughtBy: ["matmul.not-finite"],
    diagnosis: "skips the zeros of a, and with them the NaN of 0 · ∞",
  },
  {
    id: "matmul.zeros-of-b-skipped",
    file: "src/matmul.ts",
    find: sum,
    replace: `for (let inner = 0; inner < k; inner += 1) {
        if (b[inner][j] !== 0) sum += a[i][inner] * b[inner][j];
      }`,
    caughtBy: ["matmul.not-finite"],
    diagnosis: "skips the zeros of b, and with them the NaN of ∞ · 0",
  },
  {
    id: "matmul.nan-as-zero",
    file: "src/matmul.ts",
    find: "      row.push(sum);",
    replace: "      row.push(sum || 0);",
    caughtBy: ["matmul.not-finite"],
    diagnosis: "turns NaN into 0, as `||` does",
  },
  {
    id: "matmul.infinite-left-out",
    file: "src/matmul.ts",
    find: "sum += a[i][inner] * b[inner][j]",
    replace: "sum += Number.isFinite(b[inner][j]) ? a[i][inner] * b[inner][j] : 0",
    caughtBy: ["matmul.not-finite"],
    diagnosis: "leaves out what is not finite",
  },
  {
    id: "matmul.never-refuses",
    file: "src/matmul.ts",
    find: refused,
    replace: "if (k < 0) {",
    caughtBy: ["matmul.refusals"],
    diagnosis: "takes matrices whose inner sizes differ",
  },
  {
    id: "matmul.refuses-longer-only",
    file: "src/matmul.ts",
    find: refused,
    replace: "if (k > rows) {",
    caughtBy: ["matmul.refusals"],
    diagnosis: "refuses a first matrix that is too wide, and takes one that is too narrow",
  },
  {
    id: "matmul.refuses-shorter-only",
    file: "src/matmul.ts",
    find: refused,
    replace: "if (k < rows) {",
    caughtBy: ["matmul.refusals"],
    diagnosis: "refuses a first matrix that is too narrow, and takes one that is too wide",
  },
  {
    id: "matmul.compares-rows",
    file: "src/matmul.ts",
    find: refused,
    replace: "if (k !== rows && m !== rows) {",
    caughtBy: ["matmul.refusals"],
    diagnosis: "takes matrices that have equally many rows",
  },
  {
    id: "matmul.compares-columns",
    file: "src/matmul.ts",
    find: refused,
    replace: "if (k !== rows && k !== n) {",
    caughtBy: ["matmul.refusals"],
    diagnosis: "takes matrices that have equally many columns",
  },
  {
    id: "matmul.broadcasts-one",
    file: "src/matmul.ts",
    find: refused,
    replace: "if (k !== rows && k !== 1 && rows !== 1) {",
    caughtBy: ["matmul.refusals"],
    diagnosis: "takes an inner size of 1 for one that fits everything, as it does in addition",
  },
  {
    id: "matmul.another-error",
    file: "src/matmul.ts",
    find: "    throw new RangeError(`matmul: inner",
    replace: "    throw new Error(`matmul: inner",
    caughtBy: ["matmul.refusals"],
    diagnosis: "throws an Error instead of a RangeError",
  },
  {
    id: "matmul.shapes-swapped",
    file: "src/matmul.ts",
    find: `got [\${m}, \${k}] @ [\${rows}, \${n}]\``,
    replace: `got [\${k}, \${m}] @ [\${n}, \${rows}]\``,
    caughtBy: ["matmul.refusals"],
    diagnosis: "names columns before rows in its error",
  },
  {
    id: "matmul.error-without-shapes",
    file: "src/matmul.ts",
    find: `\`matmul: inner sizes must match, got [\${m}, \${k}] @ [\${rows}, \${n}]\``,
    replace: '"matmul: inner sizes must match"',
    caughtBy: ["matmul.refusals"],
    diagnosis: "does not say which shapes it was given",
  },
  {
    id: "matmul.uneven-taken",
    file: "src/matmul.ts",
    find: "row.length !== columns",
    replace: "row.length < columns",
    caughtBy: ["matmul.refusals"],
    diagnosis: "takes rows that are longer than the first",
  },
  {
    id: "matmul.empty-taken",
    file: "src/matmul.ts",
    find: "if (columns === 0) throw",
    replace: "if (columns < 0) throw",
    caughtBy: ["matmul.refusals"],
    diagnosis: "takes a matrix without a number",
  },
  {
    id: "matmul.counts-results",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return m * n;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "counts the numbers of the result instead of the products in them",
  },
  {
    id: "matmul.counts-flops",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return 2 * m * k * n;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "counts additions too",
  },
  {
    id: "matmul.counts-additions",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return m * (k - 1) * n;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "counts additions instead of multiplications",
  },
  {
    id: "matmul.counts-inputs",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return m * k + k * n;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "counts the numbers of both matrices",
  },
  {
    id: "matmul.counts-cube",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return m ** 3;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "takes all three sizes for equal",
  },
  {
    id: "matmul.counts-in-32-bits",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return (m * k * n) | 0;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "cuts the count off at 32 bits",
  },
  {
    id: "matmul.as-many-columns-as-rows",
    file: "src/matmul.ts",
    find: "for (let j = 0; j < n; j += 1) {",
    replace: "for (let j = 0; j < m; j += 1) {",
    caughtBy: ["matmul.numbers"],
    diagnosis: "behaves like a product whose result has as many columns as rows: right only when m = n",
  },
  {
    id: "matmul.blocks-of-four",
    file: "src/matmul.ts",
    find: "for (let inner = 0; inner < k; inner += 1) sum += a[i][inner] * b[inner][j];",
    replace: `for (let start = 0; start === 0 || start + 4 <= k; start += 4) {
        for (let inner = start; inner < Math.min(start + 4, k); inner += 1) sum += a[i][inner] * b[inner][j];
      }`,
    caughtBy: ["matmul.numbers"],
    diagnosis: "behaves like a sum in blocks of four that forgets an uneven last block, for k = 5 or 10",
  },
  {
    id: "matmul.counts-square-result",
    file: "src/matmul.ts",
    find: "return m * k * n;",
    replace: "return m * k * m;",
    caughtBy: ["matmul.multiplications"],
    diagnosis: "behaves like a count that takes the result to be square",
  },
]);
