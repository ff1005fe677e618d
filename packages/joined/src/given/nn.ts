/** What stands for `@tinytorch/nn` where modules are joined. */
export {
  GELU,
  LeakyReLU,
  LogSoftmax,
  ReLU,
  Sigmoid,
  Softmax,
  Tanh,
} from "@tinytorch/module-02-activations";
export { Dropout, heNormal, heUniform, Linear, xavierNormal, xavierUniform } from "@tinytorch/module-03-layers";
export { Module, Sequential } from "@tinytorch/module-04-networks";
export { AvgPool2d, Conv2d, Flatten, MaxPool2d } from "@tinytorch/module-05-cnn";
