import { useMutation } from "@tanstack/react-query";
import type { ExportAnswer } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { download } from "../../components/download.ts";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";
import { ExportOptions } from "./export-options.tsx";
import { type ExportWishes, firstWishes, formats, requestOf, typeOf } from "./export-wishes.ts";
import styles from "./gradebook.module.css";
import { resultsArchive } from "./results-archive.ts";

interface ExportDialogProps {
  readonly modules: readonly { readonly id: string; readonly title: string }[];
  readonly onClose: () => void;
}

type Downloaded = Omit<ExportAnswer, "text">;

/** Grades as a file, for people or for another system; who is not in it, and what else one must know, is said beside it. */
export function ExportDialog({ modules, onClose }: ExportDialogProps) {
  const [wishes, setWishes] = useState<ExportWishes>(firstWishes);
  const wish = (change: Partial<ExportWishes>) => setWishes((before) => ({ ...before, ...change }));
  const mayExport = useMay("export.make");
  const id = useId();
  const { format } = wishes;

  const making = useMutation({
    mutationFn: async (): Promise<Downloaded> => {
      const request = await requestOf(wishes, modules[0]?.id);
      if (request === "table") {
        download("gradebook.csv", await service().gradebookCsv(), "text/csv");
        return { fileName: "gradebook.csv", leftOut: [], warnings: [] };
      }
      const { text, ...beside } = await service().makeExport(request);
      if (request.format !== "gradescope") {
        download(beside.fileName, text, typeOf(request.format));
        return beside;
      }
      const fileName = `gradescope-${request.modules[0]}.zip`;
      download(fileName, await resultsArchive(text), "application/zip");
      const warnings =
        text === "" ? ["Nobody has a graded submission in this module, so there are no results in it."] : [];
      return { ...beside, fileName, warnings: [...warnings, ...beside.warnings] };
    },
  });
  function send(event: SubmitEvent) {
    event.preventDefault();
    making.mutate();
  }

  return (
    <Dialog title="Export grades" onClose={onClose}>
      <form onSubmit={send}>
        <p>
          <label htmlFor={`${id}-format`}>For what</label>
          <select
            id={`${id}-format`}
            value={format}
            onChange={(event) => {
              making.reset();
              wish({ format: formats.find(([each]) => each === event.target.value)?.[0] ?? "table" });
            }}
          >
            {formats
              .filter(([each]) => each === "table" || mayExport)
              .map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
          </select>
        </p>
        <ExportOptions wishes={wishes} wish={wish} modules={modules} />
        {making.isError && <Problem error={making.error} />}
        <button type="submit" className="primary" disabled={making.isPending}>
          Download
        </button>
        <div role="status">{making.data !== undefined && <Beside {...making.data} />}</div>
      </form>
    </Dialog>
  );
}

function Beside({ fileName, leftOut, warnings }: Downloaded) {
  const byReason = [...Map.groupBy(leftOut, ({ because }) => because)];
  return (
    <>
      <p>{fileName} is downloaded.</p>
      {(warnings.length > 0 || byReason.length > 0) && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <ul className={styles.told} tabIndex={0} aria-label="What to know of it">
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
          {byReason.map(([because, list]) => (
            <li key={because}>
              Left out, {because}:{" "}
              {list.map(({ login, module }) => [login, module].filter((name) => name !== null).join(" in ")).join(", ")}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
