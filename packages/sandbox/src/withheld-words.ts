/** What using something withheld says, after its name. */
export function withheldIn(module: string): string {
  return `withheld in ${module}: that is what you build`;
}
