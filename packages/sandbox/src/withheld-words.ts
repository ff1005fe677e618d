/** What using something withheld says, after its name. */
export function withheldIn(module: string): string {
  return `withheld in ${module}: that is what you build`;
}

/** Whether an error says that something withheld was used. The text may be the submission's own. */
export function saysWithheld(message: string): boolean {
  return /^[\w.]+: withheld in [\w-]+: that is what you build$/.test(message);
}
