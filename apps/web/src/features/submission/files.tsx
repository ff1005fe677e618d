import { useMutation, useQuery } from "@tanstack/react-query";
import type { SubmissionFiles } from "@tinytorch/api";
import { lazy, Suspense, useState } from "react";
import { download } from "../../components/download.ts";
import { Problem } from "../../components/problem.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useMay } from "../../session/use-may.ts";
import { CommentForm } from "./comment-form.tsx";
import { CommentView } from "./comment-view.tsx";
import styles from "./files.module.css";
import { commentsQuery, filesQuery } from "./queries.ts";
import { ReleaseComments } from "./release-comments.tsx";

const CommentedCode = lazy(() => import("./commented-code.tsx"));

interface FilesProps {
  readonly id: string;
  readonly module: string;
}

/** What was handed in, with what staff say of it; those who may say more of it here. */
export function Files({ id, module }: FilesProps) {
  const files = useQuery(filesQuery(id));
  const comments = useQuery(commentsQuery(id));
  const mayComment = useMay("comment.write");
  const [isOnWhole, setOnWhole] = useState(false);
  const all = comments.data?.comments ?? [];
  return (
    <section aria-labelledby="code">
      <h2 id="code">The code</h2>
      {files.isError && <Problem error={files.error} retry={files.refetch} />}
      {comments.isError && <Problem error={comments.error} retry={comments.refetch} />}
      <div className="row">
        {files.data !== undefined && <DownloadFiles {...files.data} />}
        {mayComment && !isOnWhole && (
          <button type="button" onClick={() => setOnWhole(true)}>
            Comment on the whole
          </button>
        )}
        <ReleaseComments module={module} waiting={all.filter(({ visible }) => !visible).length} />
      </div>
      {isOnWhole && <CommentForm submission={id} path={null} line={null} onClose={() => setOnWhole(false)} />}
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
              <CommentedCode
                path={path}
                text={text}
                comments={own}
                form={
                  mayComment
                    ? (line, onClose) => <CommentForm submission={id} path={path} line={line} onClose={onClose} />
                    : undefined
                }
              />
            </details>
          );
        })}
      </Suspense>
    </section>
  );
}

function DownloadFiles({ id, module, files }: SubmissionFiles) {
  const zipping = useMutation({
    mutationFn: async () => {
      const { strToU8, zipSync } = await import("fflate");
      const inFolder = Object.entries(files).map(([path, text]) => [`${module}/${path}`, strToU8(text)]);
      download(
        `${module}-${id.slice(0, 8)}.zip`,
        new Uint8Array(zipSync(Object.fromEntries(inFolder))),
        "application/zip",
      );
    },
  });
  return (
    <>
      <button type="button" disabled={zipping.isPending} onClick={() => zipping.mutate()}>
        Download the files
      </button>
      {zipping.isError && <Problem error={zipping.error} />}
    </>
  );
}
