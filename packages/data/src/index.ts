export { DataLoader, type DataLoaderOptions } from "./data-loader.ts";
export type { Dataset } from "./dataset.ts";
export { type SampleOf, TensorDataset } from "./tensor-dataset.ts";
