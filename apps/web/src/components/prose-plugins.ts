import type { Options } from "react-markdown";

/** What a text is read and drawn with besides plain Markdown. */
export type ProsePlugins = Pick<Options, "remarkPlugins" | "rehypePlugins">;
