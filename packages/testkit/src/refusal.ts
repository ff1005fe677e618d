/** The message of the RangeError that `build` throws, or "accepted"; any other error goes on. */
export function refusal(build: () => unknown): string {
  try {
    build();
    return "accepted";
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
