import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Problem } from "../../components/problem.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { CommentView } from "./comment-view.tsx";
import styles from "./files.module.css";
import { commentsQuery, filesQuery } from "./queries.ts";

const CommentedCode = lazy(() => import("./commented-code.tsx"));

/** What was handed in, with what staff say of it. */
export function Files({ id }: { readonly id: string }) {
  const files = useQuery(filesQuery(id));
  const comments = useQuery(commentsQuery(id));
  const all = comments.data?.comments ?? [];
  return (
    <section aria-labelledby="code">
      <h2 id="code">The code</h2>
      {files.isError && <Problem error={files.error} retry={files.refetch} />}
      {comments.isError && <Problem error={comments.error} retry={comments.refetch} />}
      {all
        .filter(({ path }) => path === null)
        .map((comment) => (
          <CommentView key={comment.id} comment={comment} />
        ))}
      <Suspense fallback={<Skeleton of="the code" />}>
        {Object.entries(files.data?.files ?? {}).map(([path, text]) => {
          const own = all.filter((comment) => comment.path === path);
          return (
            <details key={path} id={path} className={styles.file} open={own.length > 0}>
              <summary>
                <code>{path}</code>
                {own.length > 0 && ` ${own.length === 1 ? "1 comment" : `${own.length} comments`}`}
              </summary>
              <CommentedCode path={path} text={text} comments={own} />
            </details>
          );
        })}
      </Suspense>
    </section>
  );
}
