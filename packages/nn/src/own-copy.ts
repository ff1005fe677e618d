/** An argument as it is now, whatever the caller does afterwards to their list, or to options with lists in them. */
export function ownCopy<Value>(value: Value, levels = 2): Value {
  if (levels === 0 || typeof value !== "object" || value === null) return value;
  // A copy is of the kind that it was made of.
  if (Array.isArray(value)) return value.map((item) => ownCopy(item, levels - 1)) as Value;
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value))) return value;
  const copy = { ...value };
  for (const name in copy) copy[name] = ownCopy(copy[name], levels - 1);
  return copy;
}
