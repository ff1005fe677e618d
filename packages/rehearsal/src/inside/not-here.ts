/** In the place of what vitest has and a visible test cannot have: whoever calls it, or asks it for anything, is told. */
export function notHere(name: string): (...words: unknown[]) => never {
  const refuse = (): never => {
    throw new Error(`vitest: ${name} is not there in a visible test, which runs where submissions are graded`);
  };
  return new Proxy(refuse, { get: refuse });
}
