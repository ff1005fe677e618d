/**
 * The mean over all samples, from means over batches that may differ in size: means 1 of three samples and 5 of one make
 * (3 · 1 + 1 · 5) / 4 = 2, and not 3.
 */
export class MeanOverSamples {
  protected total = 0;
  protected samples = 0;

  /** Takes the mean over a batch, and how many samples it had. */
  add(mean: number, samples: number): void {
    throw new Error("TODO(09-training): add to this.total and to this.samples");
  }

  /** @throws RangeError when there was no sample. */
  get value(): number {
    if (this.samples === 0) throw new RangeError("Trainer: a loader must give at least one sample, got none");
    return this.total / this.samples;
  }
}
