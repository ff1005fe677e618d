/** Numbers in rows of equal length: `a[i][j]` stands in row i and column j. */
export type Matrix = readonly (readonly number[])[];

/**
 * The product of two matrices, `[m, k] @ [k, n] -> [m, n]`: each number is a row of `a` times a column of `b`.
 *
 *   cᵢⱼ = aᵢ₁b₁ⱼ + aᵢ₂b₂ⱼ + … + aᵢₖbₖⱼ
 *
 * All k products count, those with a zero too: 0 · ∞ is NaN, and whoever skips zeros hides it. The rows that come back are new,
 * and what is given stays as it is.
 * @throws RangeError when the inner sizes differ, like `matmul: inner sizes must match, got [2, 3] @ [4, 5]`; and on a matrix
 * without a number, or with rows of several lengths.
 */
export function matmul(a: Matrix, b: Matrix): number[][] {
  const [m, k] = sizesOf(a);
  const [rows, n] = sizesOf(b);
  // [m, k] @ [rows, n]: k and rows must be the same. Row i and column j of the result is a sum of k products.
  // BEGIN SOLUTION
  // TODO: refuse other inner sizes, then add up the products
  if (k !== rows) {
    throw new RangeError(`matmul: inner sizes must match, got [${m}, ${k}] @ [${rows}, ${n}]`);
  }
  const product: number[][] = [];
  for (let i = 0; i < m; i += 1) {
    const row: number[] = [];
    for (let j = 0; j < n; j += 1) {
      let sum = 0;
      for (let inner = 0; inner < k; inner += 1) sum += a[i][inner] * b[inner][j];
      row.push(sum);
    }
    product.push(row);
  }
  return product;
  // END SOLUTION
}

/** How many multiplications of two numbers `[m, k] @ [k, n]` takes, written out as the formula stands. */
export function multiplications(m: number, k: number, n: number): number {
  // How many numbers has the result, and of how many products is each the sum?
  // BEGIN SOLUTION
  // TODO: count the multiplications
  return m * k * n;
  // END SOLUTION
}

/** Rows and columns. */
function sizesOf(matrix: Matrix): readonly [rows: number, columns: number] {
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) throw new RangeError(`matmul: a matrix must hold numbers, got [${matrix.length}, 0]`);
  const other = matrix.find((row) => row.length !== columns);
  if (other !== undefined) {
    throw new RangeError(`matmul: rows must have equal lengths, got ${columns} and ${other.length}`);
  }
  return [matrix.length, columns];
}
