import { heatMap, paintIn, type View } from "@tinytorch/lab";

/** A part that works, or why it does not. */
interface Part<Value> {
  readonly value: Value | null;
  readonly missing: string | null;
}

export interface Loading {
  readonly rounds: number;
  readonly batchSize: number;
  /** By place, then by number: how often the number came there. */
  readonly shares: Part<readonly (readonly number[])[]>;
  readonly biased: readonly (readonly number[])[];
  /** By epoch, then by batch: whose turn it was. */
  readonly epochs: Part<readonly (readonly (readonly number[])[])[]>;
}

/** Two maps side by side, and below them a strip for each epoch. */
export function picture({ rounds, batchSize, shares, biased, epochs }: Loading, { colour }: View): string {
  const n = biased.length;
  const width = 2 * n;
  // From 30 % too rare to 30 % too often: a fair shuffle is one even grey.
  const range = [0.7 / n, 1.3 / n] as const;
  const cyan = paintIn("cyan", colour);
  const left =
    shares.value === null ? biased.map(() => "?".repeat(width)) : heatMap(shares.value, range).map(cyan);
  const right = heatMap(biased, range);
  const gap = " ".repeat(6);
  return [
    `Which number comes to which place, in ${rounds.toLocaleString("en")} shuffles of 0 … ${n - 1}`,
    "",
    `    ${"your shuffle".padEnd(width)}${gap}  every place swapped with any place`,
    ...biased.map((_, place) => `${String(place).padStart(3)} ${left[place] ?? ""}${gap}  ${right[place]}`),
    `    ${"0 → the number".padEnd(width)}${gap}  dark: too often   light: too rare`,
    "",
    ...verdict(shares, n),
    "",
    `Who came when: your loader's epochs, ${batchSize} samples in a batch`,
    "",
    ...strips(epochs, colour),
  ].join("\n");
}

function verdict({ value, missing }: Loading["shares"], n: number): string[] {
  if (value === null) return [`shuffle is not there yet: ${missing}`];
  const far = value.flat().map((share) => Math.abs(share * n - 1));
  const most = Math.max(...far);
  // One share of 1/n in 10 000 has a standard deviation of a thirtieth of itself for n = 12.
  const words = most < 0.16 ? "even grey, as chance makes it" : "stripes: some numbers prefer some places";
  return [`Your largest departure from 1/${n} is ${(100 * most).toFixed(0)} % of it: ${words}.`];
}

function strips({ value, missing }: Loading["epochs"], colour: boolean): string[] {
  if (value === null) return [`DataLoader is not there yet: ${missing}`];
  const first = paintIn("yellow", colour);
  const lines = value.map((batches, epoch) => {
    const drawn = batches.map((batch) =>
      batch.map((index) => (index < 4 ? first(letter(index)) : letter(index))).join(" "),
    );
    return `  epoch ${epoch + 1}   ${drawn.join(" │ ")}`;
  });
  const orders = new Set(value.map((batches) => batches.flat().join(" ")));
  const seen = value.every((batches) => new Set(batches.flat()).size === batches.flat().length);
  return [
    ...lines,
    "",
    `${orders.size} different orders in ${value.length} epochs, ${seen ? "nobody twice in one" : "and some twice in one"}.`,
  ];
}

/** Sample 0 is a, sample 1 is b. */
function letter(index: number): string {
  return String.fromCodePoint(97 + (index % 26));
}
