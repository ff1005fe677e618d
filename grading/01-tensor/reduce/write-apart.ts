import type { Scope } from "../scope.ts";

/**
 * Runs in the sandbox: reductions that change no number, and what is left of the operand and of the other results after each
 * result was written over.
 */
export function writeApart({ tensor }: Scope, values: readonly number[]) {
  const n = values.length;
  const row = tensor(values);
  const calls = [
    (x: typeof row) => x.reshape([1, n]).sum(0),
    (x: typeof row) => x.reshape([1, n]).max(0),
    (x: typeof row) => x.reshape([1, n]).mean(0, { keepdim: true }),
    (x: typeof row) => x.reshape([n, 1]).sum(1),
    (x: typeof row) => x.reshape([n, 1]).max(-1, { keepdim: true }),
    (x: typeof row) => x.reshape([n, 1]).mean(1),
    (x: typeof row) => x.reshape([n, 1, 1]).sum(1).sum(1),
  ];
  const flat = (nested: ReturnType<typeof row.toArray>): number[] =>
    typeof nested === "number" ? [nested] : nested.flatMap(flat);
  const results = calls.map((call) => call(row));
  const kept = results.map((result, index) => {
    if (index > 0) results[index - 1].storage.fill(-77);
    return flat(result.toArray());
  });
  const alone = tensor(values[0]);
  for (const result of [alone.sum(), alone.max(), alone.mean(undefined, { keepdim: true })])
    result.storage.fill(-77);
  return { kept, row: flat(row.toArray()), alone: alone.item() };
}
