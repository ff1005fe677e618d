/** A page of four functions as it is handed out, and two people's solutions of it, written without looking at each other. */
export const starter = {
  "src/index.ts": `export { histogram } from "./histogram.ts";
export { mean, median, variance } from "./moments.ts";
`,
  "src/moments.ts": `/** The sum of all by their number. @throws RangeError on an empty list. */
export function mean(values: readonly number[]): number {
  requireSome("mean", values);
  throw new Error("TODO: add up, then divide");
}

/** The mean of the squared distances to the mean. */
export function variance(values: readonly number[]): number {
  requireSome("variance", values);
  throw new Error("TODO: take the mean first");
}

/** The one in the middle; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  requireSome("median", values);
  throw new Error("TODO: sort a copy");
}

function requireSome(operation: string, values: readonly number[]): void {
  if (values.length === 0) {
    throw new RangeError(\`\${operation}: values must not be empty, got []\`);
  }
}
`,
  "src/histogram.ts": `/** How many values fall into each of \`bins\` parts of equal width between the smallest and the largest. */
export function histogram(values: readonly number[], bins: number): number[] {
  throw new Error("TODO: find the ends, then count");
}
`,
};

const requireSome = starter["src/moments.ts"].slice(starter["src/moments.ts"].indexOf("function requireSome"));

export const byLoops = {
  "src/index.ts": starter["src/index.ts"],
  "src/moments.ts": `/** The sum of all by their number. @throws RangeError on an empty list. */
export function mean(values: readonly number[]): number {
  requireSome("mean", values);
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum = sum + values[index];
  }
  return sum / values.length;
}

/** The mean of the squared distances to the mean. */
export function variance(values: readonly number[]): number {
  requireSome("variance", values);
  const center = mean(values);
  let squares = 0;
  for (let index = 0; index < values.length; index += 1) {
    const distance = values[index] - center;
    squares = squares + distance * distance;
  }
  return squares / values.length;
}

/** The one in the middle; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  requireSome("median", values);
  const sorted = [];
  for (const value of values) {
    let place = sorted.length;
    while (place > 0 && sorted[place - 1] > value) {
      sorted[place] = sorted[place - 1];
      place = place - 1;
    }
    sorted[place] = value;
  }
  const half = (sorted.length - (sorted.length % 2)) / 2;
  if (sorted.length % 2 === 1) {
    return sorted[half];
  }
  return (sorted[half - 1] + sorted[half]) / 2;
}

${requireSome}`,
  "src/histogram.ts": `/** How many values fall into each of \`bins\` parts of equal width between the smallest and the largest. */
export function histogram(values: readonly number[], bins: number): number[] {
  const counts: number[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    counts.push(0);
  }
  let smallest = values[0];
  let largest = values[0];
  for (const value of values) {
    if (value < smallest) {
      smallest = value;
    }
    if (value > largest) {
      largest = value;
    }
  }
  const width = (largest - smallest) / bins;
  for (const value of values) {
    let bin = 0;
    while (bin < bins - 1 && value >= smallest + width * (bin + 1)) {
      bin += 1;
    }
    counts[bin] += 1;
  }
  return counts;
}
`,
};

export const byFunctions = {
  "src/index.ts": starter["src/index.ts"],
  "src/moments.ts": `/** The sum of all by their number. @throws RangeError on an empty list. */
export function mean(values: readonly number[]): number {
  requireSome("mean", values);
  return total(values) / values.length;
}

/** The mean of the squared distances to the mean. */
export function variance(values: readonly number[]): number {
  requireSome("variance", values);
  const m = mean(values);
  return mean(values.map((v) => (v - m) ** 2));
}

/** The one in the middle; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  requireSome("median", values);
  const ordered = [...values].sort((a, b) => a - b);
  const at = (share: number) => ordered[Math.floor((ordered.length - 1) * share + 0.5)] ?? Number.NaN;
  return mean([at(0.5), ordered.length % 2 === 0 ? ordered[ordered.length / 2 - 1] : at(0.5)]);
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

${requireSome}`,
  "src/histogram.ts": `/** How many values fall into each of \`bins\` parts of equal width between the smallest and the largest. */
export function histogram(values: readonly number[], bins: number): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const binOf = (value: number) => Math.min(bins - 1, Math.floor(((value - low) / (high - low || 1)) * bins));
  const grouped = Map.groupBy(values, binOf);
  return Array.from({ length: bins }, (_, bin) => grouped.get(bin)?.length ?? 0);
}
`,
};

/** The first solution as somebody hands it in who would rather not have it noticed: other names, order, comments and layout. */
export const disguised = {
  "src/index.ts": starter["src/index.ts"],
  "src/moments.ts": `// I start with the median because it took me longest.
function requireSome(what: string, list: readonly number[]): void {
  if (list.length === 0) throw new RangeError(\`\${what}: values must not be empty, got []\`);
}

export function median(list: readonly number[]) {
  requireSome('median', list)
  var ordered = []
  for (const x of list) {
    let at = ordered.length // walk down from the end
    while (at > 0 && ordered[at - 1] > x)
    {
      ordered[at] = ordered[at - 1]
      at = at - 1
    }
    ordered[at] = x
  }
  const middle: number = (ordered.length - (ordered.length % 2)) / 2
  if (ordered.length % 2 === 1) return ordered[middle]
  /* even: between the two */
  return (ordered[middle - 1] + ordered[middle]) / 2
}

export function variance(list: readonly number[]) {
  requireSome('variance', list)
  let mu = mean(list), total = 0
  for (let k = 0; k < list.length; k += 1) {
    let d: number = list[k] - mu
    total = total + d * d
  }
  return total / list.length
}

export function mean(list: readonly number[]) {
  requireSome('mean', list)
  let acc: number = 0
  for (let k = 0; k < list.length; k += 1) acc = acc + list[k]
  return acc / list.length
}
`,
  "src/counting.ts": `export function histogram(xs: readonly number[], n: number): number[] {
  const tally: Array<number> = []
  for (let j = 0; j < n; j += 1) tally.push(0)
  let min = xs[0], max = xs[0]
  for (const x of xs) {
    if (x < min) min = x
    if (x > max) max = x
  }
  const step = (max - min) / n
  for (const x of xs) {
    let j = 0
    while (j < n - 1 && x >= min + step * (j + 1)) j += 1
    tally[j] += 1
  }
  return tally
}
`,
};
