const heights = "▁▂▃▄▅▆▇█";

/** A curve as one line of blocks, `width` at most; each stands for the largest of its values, its height from 0 to `most`. */
export function sparkline(values: readonly number[], width: number, most = Math.max(...values)): string {
  const columns = Math.min(width, values.length);
  const parts = Array.from({ length: columns }, (_, column) => {
    const [first, end] = [column, column + 1].map((edge) => Math.floor((edge * values.length) / columns));
    const highest = Math.max(...values.slice(first, end));
    const height = most > 0 ? Math.ceil((highest / most) * heights.length) - 1 : 0;
    return heights[Math.max(0, height)];
  });
  return parts.join("");
}
