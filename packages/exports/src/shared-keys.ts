/** What stands there more than once; an empty key is nobody's. */
export function sharedKeys(keys: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => key !== "" && (seen.has(key) || !seen.add(key))));
}
