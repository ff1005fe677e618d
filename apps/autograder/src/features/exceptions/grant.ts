import type { Context } from "../../context.ts";
import type { Granted } from "./show-exception.ts";
import { type ExceptionDetail, type NewException, noDetail, type StoredException } from "./store.ts";

/**
 * Lets an exception hold. One that holds already is answered as it is, and nothing is written; points given by hand and an excuse
 * take the place of those before, which stay on record as taken back. To be called inside a transaction.
 */
export function grant(
  { exceptions }: Pick<Context["store"], "exceptions">,
  actor: string,
  wanted: NewException,
): Granted {
  const { userId, module, kind } = wanted;
  const holding = exceptions.list({ userId, module }).filter((each) => each.kind === kind);
  const isOne = kind !== "extension";
  // Of several that an earlier release took, the last holds.
  const same = (isOne ? holding.slice(-1) : holding).find((each) => saysTheSame(each, wanted));
  if (same !== undefined) return { ...same, heldBefore: true };
  // The new one first: in between the grade would be another, and people would be told of it.
  const made = exceptions.add(actor, wanted);
  if (isOne) for (const before of holding) exceptions.withdraw(actor, before.id, `replaced: ${wanted.because}`);
  return made;
}

const details = Object.keys(noDetail).filter((name): name is keyof ExceptionDetail => name in noDetail);

function saysTheSame(one: StoredException, other: NewException): boolean {
  return one.because === other.because && details.every((name) => one[name] === other[name]);
}
