/** What a schedule needs of an optimizer: groups with a learning rate, and for some a momentum. */
export interface Scheduled {
  readonly paramGroups: readonly {
    learningRate: number;
    initialLearningRate?: number;
    /** SGD's momentum. */
    momentum?: number;
    /** What Adam and its kind have in place of a momentum. */
    beta1?: number;
  }[];
}
