import type { Dataset, Sample } from "./dataset.ts";

/**
 * A data set whose samples go through a transform each time they are read, and not before. So a transform that draws by
 * chance gives another picture in every epoch, and a large data set is never in memory twice.
 *
 *   new MappedDataset(dataset, ([x, y]) => [x.div(255), y])
 */
export class MappedDataset<From extends Sample, To extends Sample> implements Dataset<To> {
  readonly dataset: Dataset<From>;
  readonly transform: (sample: From) => To;

  constructor(dataset: Dataset<From>, transform: (sample: From) => To) {
    this.dataset = dataset;
    this.transform = transform;
  }

  /** As many samples as there are without the transform. */
  get length(): number {
    // BEGIN SOLUTION
    // TODO: return the length of the data set
    return this.dataset.length;
    // END SOLUTION
  }

  at(index: number): To {
    // BEGIN SOLUTION
    // TODO: read the sample, and give back what the transform makes of it
    return this.transform(this.dataset.at(index));
    // END SOLUTION
  }
}
