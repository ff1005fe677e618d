import type { Scope } from "../scope.ts";

/** Runs in the sandbox: writes into everything that was given or handed out, and then reads the tensors. */
export function keepApart(
  { tensor, zeros, ones, full }: Scope,
  listValues: readonly number[],
  tableValues: readonly (readonly number[])[],
) {
  const list = [...listValues];
  const table = tableValues.map((row) => [...row]);
  const single = listValues.slice(0, 1);
  const shape = [2, 3];
  const turned = [3, 2];
  const tensors = { list: tensor(list), table: tensor(table), single: tensor(single) };
  const shaped = [zeros(shape), ones(shape), full(shape, 2)];
  const reshaped = [shaped[0].reshape(turned), tensors.list.select(0, 0).broadcastTo(shape)];
  const open = [3, -1];
  const asked = [shaped[0].reshape(open), shaped[1].t().reshape(open)];
  const given = { list: [...list], table: table.map((row) => [...row]), open: [...open] };
  open[1] = 9;
  list[1] = -77;
  single[0] = -77;
  table[0][1] = -77;
  table[1] = [0];
  shape[0] = 9;
  turned.push(9);
  const copies = [tensors.list.toArray(), tensors.table.toArray()];
  for (const copy of copies) {
    if (Array.isArray(copy)) copy.fill(0);
  }
  return {
    list: tensors.list.toArray(),
    table: tensors.table.toArray(),
    single: tensors.single.toArray(),
    again: tensors.table.toArray(),
    shapes: [...shaped, ...reshaped, ...asked].map((each) => [...each.shape]),
    given,
  };
}
