import { type NestedNumbers, sizeOf, toNested } from "../shape.ts";
import { readValues } from "../values.ts";

/** A Tensor as a student might write it in module 01: its own class, private storage, views by stride. */
export class OwnTensor {
  readonly shape: readonly number[];
  readonly dtype = "float64";
  readonly #storage: readonly number[];
  readonly #strides: readonly number[];

  constructor(storage: readonly number[], shape: readonly number[], strides?: readonly number[]) {
    this.#storage = storage;
    this.shape = shape;
    this.#strides = strides ?? shape.map((_, dimension) => sizeOf(shape.slice(dimension + 1)));
  }

  static of(values: NestedNumbers): OwnTensor {
    const { flat, shape } = readValues(values);
    return new OwnTensor(flat, shape);
  }

  /** The whole storage, in whatever order: what a careless reader would compare. */
  get data(): readonly number[] {
    return this.#storage;
  }

  t(): OwnTensor {
    return new OwnTensor(this.#storage, this.shape.toReversed(), this.#strides.toReversed());
  }

  toArray(): NestedNumbers {
    const flat: number[] = [];
    const visit = (dimension: number, position: number): void => {
      if (dimension === this.shape.length) flat.push(this.#storage[position]);
      else
        for (let i = 0; i < this.shape[dimension]; i++) visit(dimension + 1, position + i * this.#strides[dimension]);
    };
    visit(0, 0);
    return toNested(flat, this.shape);
  }

  map(change: (value: number, index: number) => number): OwnTensor {
    return new OwnTensor(readValues(this).flat.map(change), this.shape);
  }
}

/** A Variable as a student might write it in module 07, whose gradients are plain tensors. */
export class OwnVariable {
  data: OwnTensor;
  grad: OwnTensor | null = null;
  readonly #push: (gradient: OwnTensor) => void;

  constructor(data: OwnTensor, push?: (gradient: OwnTensor) => void) {
    this.data = data;
    this.#push = push ?? ((gradient) => this.#gather(gradient));
  }

  backward(gradient: OwnTensor): void {
    this.#push(gradient);
  }

  /** Element by element; `factor` is what the gradient of the square is multiplied by: 2, when it is right. */
  square(factor = 2): OwnVariable {
    const values = readValues(this.data).flat;
    return new OwnVariable(
      this.data.map((value) => value * value),
      (gradient) => this.backward(gradient.map((value, index) => factor * value * values[index])),
    );
  }

  #gather(gradient: OwnTensor): void {
    const before = this.grad && readValues(this.grad).flat;
    this.grad = gradient.map((value, index) => value + (before?.[index] ?? 0));
  }
}
