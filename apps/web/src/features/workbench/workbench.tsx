import { useQuery } from "@tanstack/react-query";
import type { ModuleSummary, User } from "@tinytorch/api";
import type { ModuleAsset } from "@tinytorch/workbench";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import note from "../../components/note.module.css";
import { Problem } from "../../components/problem.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { keepForOffLine } from "../../session/off-line.ts";
import { useSession } from "../../session/use-session.ts";
import { Editor, type Target } from "./editor/editor.tsx";
import { FileTabs } from "./editor/file-tabs.tsx";
import { HandInHere } from "./hand-in-here.tsx";
import { BringFiles } from "./kept/bring-files.tsx";
import { downloadModule } from "./kept/download-module.ts";
import { History } from "./kept/history.tsx";
import { NewFile } from "./kept/new-file.tsx";
import { PutBack } from "./kept/put-back.tsx";
import { useWork, useWorkState } from "./kept/use-work.ts";
import type { Work } from "./kept/work.ts";
import { moduleWorkbenchQuery } from "./queries.ts";
import { faultsOf } from "./run/faults.ts";
import { PictureView } from "./run/picture-view.tsx";
import type { Go } from "./run/place-link.tsx";
import { TestResults } from "./run/test-results.tsx";
import { useRuns, useRunsState } from "./run/use-runs.ts";
import { typesInEditor } from "./types/types-in-editor.ts";
import { useTypes } from "./types/use-types.ts";
import styles from "./workbench.module.css";

/** After so long without a key (ms) what is written is run. */
const restMilliseconds = 600;

interface WorkbenchProps {
  readonly module: ModuleSummary;
  readonly modules: readonly ModuleSummary[];
  /** What becomes of a submission, with places that are gone to here. */
  readonly report: (id: string, onGo: Go) => ReactNode;
}

/** A module written, tested, seen and handed in, in this tab. */
export default function Workbench(props: WorkbenchProps) {
  const session = useSession();
  const part = useQuery(moduleWorkbenchQuery(props.module.id));
  const user = "user" in session ? session.user : null;
  if (part.isError) return <Problem error={part.error} retry={part.refetch} />;
  if (part.data === undefined || user === null) return <Skeleton of="the workbench" lines={12} />;
  return <WithWork {...props} user={user} {...part.data} />;
}

interface WithWorkProps extends WorkbenchProps {
  readonly user: User;
  readonly programs: string;
  /** The module's own part, and the same as the service gave it. */
  readonly asset: ModuleAsset;
  readonly part: unknown;
}

function WithWork(props: WithWorkProps) {
  const work = useWork(props.user.id, props.module.id, props.asset.starter);
  if (work === null) return <Skeleton of="your work" lines={12} />;
  if ("problem" in work) {
    return (
      <Problem
        error={
          new Error(
            "This browser keeps nothing of this page, so what you write here would be lost. Use another window or browser, or your own editor.",
          )
        }
      />
    );
  }
  return <OpenWorkbench {...props} work={work.value} />;
}

type OpenDialog = "history" | "upload" | "put back" | "new file" | null;

function OpenWorkbench({
  module,
  modules,
  report,
  programs,
  asset,
  part,
  work,
}: WithWorkProps & { readonly work: Work }) {
  const { files, isOurs, isKept, problem } = useWorkState(work);
  const runs = useRuns(module.id, programs, part);
  const state = useRunsState(runs);
  const paths = useMemo(() => inOrderOf(asset, Object.keys(files)), [asset, files]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const closeDialog = useCallback(() => setDialog(null), []);

  const isTest = chosen !== null && asset.tests.sources[chosen] !== undefined;
  const shown =
    chosen !== null && (isTest || files[chosen] !== undefined) ? chosen : (firstToWrite(asset, paths) ?? "");
  const text = isTest ? (asset.tests.sources[shown] ?? "") : (files[shown] ?? "");
  const types = useTypes(programs, files);
  const client = useRef(types.client);
  client.current = types.client;
  const more = useCallback((path: string) => typesInEditor(path, () => client.current), []);
  const found = useMemo(() => faultsOf(state.rehearsal), [state.rehearsal]);
  const faults = useMemo(() => [...types.faults, ...found], [types.faults, found]);
  const faulty = useMemo(() => new Set(faults.map(({ file }) => file)), [faults]);

  const isReady = state.rehearsal !== null;
  const [isForOffLine, setForOffLine] = useState(false);
  useEffect(() => {
    // Where a browser keeps nothing for that, one works on line.
    if (isReady) void keepForOffLine().then(setForOffLine, () => undefined);
  }, [isReady]);

  const latest = useRef(files);
  latest.current = files;
  const run = useCallback(() => void runs?.run(latest.current), [runs]);
  const hasRun = state.ran === files;
  useEffect(() => {
    if (runs === null || hasRun) return;
    // At once when it opens; while somebody writes, when they rest.
    const timer = setTimeout(run, runs.state.rehearsal === null ? 0 : restMilliseconds);
    return () => clearTimeout(timer);
  }, [runs, files, hasRun, run]);

  const go: Go = useCallback((file, line) => {
    setChosen(file);
    setTarget({ line: line ?? 1 });
  }, []);

  return (
    <div className={styles.workbench}>
      {!isOurs && (
        <div role="status" className={note.note}>
          <p>Another tab has this module open. You see here what you write there.</p>
          <button type="button" onClick={() => work.take()}>
            Write here instead
          </button>
        </div>
      )}
      {problem !== null && (
        <Problem error={new Error("The browser could not keep your files: it may be full. Download them now.")} />
      )}
      <div className={styles.bar} role="toolbar" aria-label="Files and tests">
        <button type="button" onClick={run} title="Ctrl+S or ⌘S in the editor">
          Run the tests
        </button>
        <button type="button" disabled={!isOurs} onClick={() => setDialog("new file")}>
          New file
        </button>
        <button type="button" onClick={() => setDialog("history")}>
          Earlier versions
        </button>
        <button type="button" onClick={() => downloadModule(module.id, files)}>
          Download
        </button>
        <button type="button" disabled={!isOurs} onClick={() => setDialog("upload")}>
          Upload
        </button>
        <button type="button" disabled={!isOurs} onClick={() => setDialog("put back")}>
          Starter
        </button>
        <span className="quiet">
          {isKept ? "Kept in this browser" : "Keeping …"}
          {isForOffLine && ", which opens it off line too"}
        </span>
      </div>
      <div>
        <FileTabs
          paths={isTest ? [...paths, shown] : paths}
          shown={shown}
          faulty={faulty}
          panel="editor-panel"
          onChoose={setChosen}
        />
        <div role="tabpanel" id="editor-panel" aria-label={shown}>
          <Editor
            path={shown}
            text={text}
            isEditable={isOurs && !isTest}
            faults={faults}
            target={target}
            onEdit={(path, now) => work.edit(path, now)}
            onSave={run}
            more={more}
          />
        </div>
        <p className={styles.keys}>
          Tab indents; to leave the editor by it, press Esc first. Ctrl+S runs the tests, and so does a pause.
        </p>
      </div>
      <TestResults runs={state} manifest={asset.manifest} onGo={go} />
      <PictureView runs={state} onGo={go} />
      <HandInHere module={module.id} work={work} report={(id) => report(id, go)} />
      {dialog === "history" && <History work={work} onClose={closeDialog} />}
      {dialog === "upload" && <BringFiles work={work} module={module} modules={modules} onClose={closeDialog} />}
      {dialog === "new file" && <NewFile work={work} onMade={(path) => go(path, null)} onClose={closeDialog} />}
      {dialog === "put back" && <PutBack work={work} path={shown} onClose={closeDialog} />}
    </div>
  );
}

/** The module's files as its manifest lists them, the entry last: it is written already; then one's own. */
function inOrderOf({ manifest: { submittedFiles, entry } }: ModuleAsset, paths: readonly string[]): readonly string[] {
  const place = (path: string) => {
    if (path === entry) return submittedFiles.length;
    const at = submittedFiles.indexOf(path);
    return at === -1 ? submittedFiles.length + 1 : at;
  };
  return [...paths].sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1));
}

function firstToWrite({ starter }: ModuleAsset, paths: readonly string[]): string | undefined {
  return paths.find((path) => starter[path]?.includes("TODO")) ?? paths[0];
}
