/** What an operator must set right before work can be carried; the message is a sentence for them. */
export class QueueError extends Error {
  override readonly name = "QueueError";
}
