import "katex/dist/katex.min.css";
import type { ReactNode } from "react";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import type { ProsePlugins } from "./prose-plugins.ts";

const plugins: ProsePlugins = {
  // A single $ is a dollar.
  remarkPlugins: [[remarkMath, { singleDollarTextMath: false }]],
  rehypePlugins: [[rehypeKatex, { trust: false, strict: "ignore" }]],
};

interface WithMathematicsProps {
  readonly children: (plugins: ProsePlugins) => ReactNode;
}

/** Gives what draws mathematics, with its fonts. */
export default function WithMathematics({ children }: WithMathematicsProps) {
  return children(plugins);
}
