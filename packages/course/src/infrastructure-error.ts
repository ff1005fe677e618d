/**
 * The grading machinery failed, so there is no grade: the run is retried, then set aside for an instructor.
 * Never a zero, never a lost attempt.
 */
export class InfrastructureError extends Error {
  override readonly name = "InfrastructureError";
}
