/** What stands in a row in a network: something goes forward through it, and some of it is learned. */
export interface Layer<T> {
  forward(x: T): T;
  /** What training changes, in a fixed order. */
  parameters(): readonly T[];
}

/** A layer that has nothing to learn, as all activations of this module. */
export abstract class Activation<T> implements Layer<T> {
  abstract forward(x: T): T;

  parameters(): readonly T[] {
    return [];
  }
}
