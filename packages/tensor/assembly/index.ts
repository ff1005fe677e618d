export { copyStrided } from "./copy";
export * from "./descent";
export * from "./elementwise";
export { crossEntropy, logSoftmax, softmax, squaredError } from "./losses";
export { matmul } from "./matmul";
export { argmax, reduceMax, reduceMin, reduceSum } from "./reduce";
export * from "./unfold";
