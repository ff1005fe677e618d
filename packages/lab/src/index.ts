export { type Bar, bars } from "./bars.ts";
export { Canvas, type Point } from "./canvas.ts";
export { type Curve, type CurvesOptions, curves } from "./curves.ts";
export { downsample } from "./downsample.ts";
export { frameColumns, framed, horizontalAxis } from "./frame.ts";
export { heatMap } from "./heat-map.ts";
export type { Lab, View } from "./lab.ts";
export { type Colour, type Paint, paintIn, plain } from "./paint.ts";
export { legendLine, type Style, stylesFor } from "./style.ts";
