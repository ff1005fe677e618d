import { Link } from "@tanstack/react-router";
import { isValidElement, lazy, type ReactNode, Suspense } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { Code } from "./code.tsx";
import styles from "./prose.module.css";
import type { ProsePlugins } from "./prose-plugins.ts";
import { Scrolling } from "./scrolling.tsx";

const WithMathematics = lazy(() => import("./prose-with-mathematics.tsx"));

interface ProseProps {
  /** Markdown. HTML in it is shown as the text it is, and pictures of elsewhere are not asked for. */
  readonly text: string;
}

/** A page's text. What draws mathematics is loaded where there is some: between `$$` and `$$`. */
export default function Prose({ text }: ProseProps) {
  const rendered = <RenderedProse text={text} />;
  return (
    <div className={styles.prose}>
      {text.includes("$$") ? (
        <Suspense fallback={rendered}>
          <WithMathematics>{(plugins) => <RenderedProse text={text} plugins={plugins} />}</WithMathematics>
        </Suspense>
      ) : (
        rendered
      )}
    </div>
  );
}

interface RenderedProseProps extends ProseProps {
  readonly plugins?: ProsePlugins;
}

function RenderedProse({ text, plugins = {} }: RenderedProseProps) {
  const { remarkPlugins, rehypePlugins } = plugins;
  return (
    <Markdown
      remarkPlugins={[remarkGfm, ...(remarkPlugins ?? [])]}
      rehypePlugins={rehypePlugins ?? []}
      components={components}
    >
      {text}
    </Markdown>
  );
}

const components: Components = {
  a: ({ href = "", children }) => <ProseLink href={href}>{children}</ProseLink>,
  img: ({ alt }) => <span>{alt}</span>,
  table: ({ children }) => (
    <Scrolling label="Table">
      <table>{children}</table>
    </Scrolling>
  ),
  th: ({ children }) => (children === undefined ? <td /> : <th scope="col">{children}</th>),
  pre: ({ children }) => <ProseCode>{children}</ProseCode>,
};

function ProseLink({ href, children }: { readonly href: string; readonly children?: ReactNode }) {
  const [, module] = /^\.\.\/(\d\d-[a-z0-9-]+)\/README\.md/.exec(href) ?? [];
  if (module !== undefined) {
    return (
      <Link to="/modules/$id" params={{ id: module }}>
        {children}
      </Link>
    );
  }
  if (/^(https?:|#)/.test(href)) return <a href={href}>{children}</a>;
  // A file of the checkout, which has no address here.
  return <span>{children}</span>;
}

/** What stands indented, without a language, are formulas. */
function ProseCode({ children }: { readonly children?: ReactNode }) {
  const { className, text } = codeOf(children);
  const language = /language-(\w+)/.exec(className)?.[1];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre className={language === undefined ? styles.formula : styles.code} tabIndex={0}>
      {language === "ts" ? <Code text={text} /> : <code>{text}</code>}
    </pre>
  );
}

function codeOf(node: ReactNode): { readonly className: string; readonly text: string } {
  if (!isValidElement<{ className?: string; children?: unknown }>(node)) return { className: "", text: String(node) };
  const { className = "", children } = node.props;
  return { className, text: String(children ?? "").replace(/\n$/, "") };
}
