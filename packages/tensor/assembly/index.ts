export { convolve } from "./convolve";
export { copyStrided, fill } from "./copy";
export * from "./descent";
export * from "./elementwise";
export { crossEntropy, logSoftmax, softmax, squaredError } from "./losses";
export { matmul } from "./matmul";
export { argmax, reduceMax, reduceMin, reduceSum } from "./reduce";
export * from "./unfold";
export { useArea } from "./simd";
