export { accuracy } from "./accuracy.ts";
export { binaryCrossEntropyWithLogits } from "./binary-cross-entropy-with-logits.ts";
export { confusionMatrix } from "./confusion-matrix.ts";
export { crossEntropy } from "./cross-entropy.ts";
export { EarlyStopping } from "./early-stopping.ts";
export { mseLoss } from "./mse-loss.ts";
export { Trainer } from "./trainer.ts";
