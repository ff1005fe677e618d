import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";

interface ReleaseCommentsProps {
  readonly module: string;
  /** How many of this submission wait. */
  readonly waiting: number;
}

/** Lets students see what waits: of the whole module, so it is asked first. */
export function ReleaseComments({ module, waiting }: ReleaseCommentsProps) {
  const [isAsked, setAsked] = useState(false);
  const mayRelease = useMay("comment.release");
  const queries = useQueryClient();
  const releasing = useMutation({
    mutationFn: () => service().releaseComments(module),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["submissions"] });
      setAsked(false);
    },
  });
  if (!mayRelease) return null;
  return (
    <>
      {waiting > 0 && (
        <button type="button" onClick={() => setAsked(true)}>
          Release the module's comments
        </button>
      )}
      <span role="status">
        {releasing.data !== undefined &&
          `${releasing.data.released === 1 ? "1 comment is" : `${releasing.data.released} comments are`} seen from now on.`}
      </span>
      {isAsked && (
        <Dialog title={`Release the comments on ${module}`} onClose={() => setAsked(false)}>
          <p>Every comment on {module} that waits is seen by its student from now on, in the whole class.</p>
          {releasing.isError && <Problem error={releasing.error} />}
          <button type="button" className="primary" disabled={releasing.isPending} onClick={() => releasing.mutate()}>
            Release them
          </button>
        </Dialog>
      )}
    </>
  );
}
