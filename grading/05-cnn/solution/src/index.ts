export { AvgPool2d, type AvgPoolOptions } from "./avg-pool.ts";
export { Conv2d, type ConvLayerOptions } from "./conv-layer.ts";
export { type Conv2dOptions, conv2d } from "./conv2d.ts";
export { Flatten, flatten } from "./flatten.ts";
export { type Im2colOptions, type Image, im2col } from "./im2col.ts";
export type { Layer } from "./layer.ts";
export { MaxPool2d } from "./max-pool.ts";
export { type OutputSizeOptions, outputSize } from "./output-size.ts";
export type { Size, WindowOptions } from "./window.ts";
