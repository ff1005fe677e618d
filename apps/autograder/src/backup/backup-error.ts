/** A backup or a restore that cannot be done; the message is the one sentence an operator reads. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}
