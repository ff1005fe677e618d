/** The module by which stand-ins are made, for what does not load and for what is withheld: each throws whatever is done with it. */
export const standIns = `
export function makeStandIn(problem, message) {
  const stop = () => {
    const error = problem === null ? new TypeError(message) : new Error(message);
    // Where submissions are graded it is another realm's, and tells of no calls here.
    Object.defineProperty(error, "stack", { configurable: true, writable: true, value: String(error) });
    throw error;
  };
  const handler = { __proto__: null };
  for (const trap of Object.getOwnPropertyNames(Reflect)) handler[trap] = stop;
  return new Proxy(function () {}, handler);
}
`;
