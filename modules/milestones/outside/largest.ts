/** Whether the largest of the outputs stands at the target's place. */
export function isLargestAt(outputs: readonly number[], target: number): boolean {
  return outputs.indexOf(Math.max(...outputs)) === target;
}
