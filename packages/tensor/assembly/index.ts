export * from "./copy";
export * from "./descent";
export * from "./elementwise";
export * from "./losses";
export * from "./matmul";
export * from "./reduce";
export * from "./unfold";
