import type { Picture } from "@tinytorch/workbench";
import { Problem } from "../../../components/problem.tsx";
import { paintedText } from "./painted-text.ts";
import styles from "./picture-view.module.css";
import { type Go, PlaceLink } from "./place-link.tsx";
import { PlotView } from "./plot-view.tsx";
import type { RunsState } from "./runs.ts";
import { shorten } from "./shorten.ts";

interface PictureViewProps {
  readonly runs: RunsState;
  readonly onGo: Go;
}

/** The module's picture of the code as it is, drawn again at each save; or why there is none. */
export function PictureView({ runs: { drawn, isDrawing, isRunning }, onGo }: PictureViewProps) {
  if (drawn === null && !isDrawing && !isRunning) return null;
  return (
    <section aria-labelledby="picture" aria-busy={isDrawing} className={styles.section}>
      <h2 id="picture">Your code, drawn</h2>
      {drawn === null && <p>Drawing …</p>}
      {drawn?.type === "words" && (
        <p>
          {shorten(drawn.words)} {drawn.where !== null && <PlaceLink place={drawn.where} onGo={onGo} />}
        </p>
      )}
      {drawn?.type === "picture" && <DrawnPicture picture={drawn.picture} />}
    </section>
  );
}

function DrawnPicture({ picture: { sentence, plot, frames } }: { readonly picture: Picture }) {
  const last = frames.at(-1);
  if (last === undefined) return <Problem error={new Error("Nothing was drawn.")} />;
  return (
    <>
      {sentence !== null && <p>{sentence}</p>}
      {plot === null || plot.paths.length === 0 ? <Painted text={last} /> : <PlotView plot={plot} />}
    </>
  );
}

/** As a terminal has it, in the page's colours. */
function Painted({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre className={styles.painted} tabIndex={0}>
      {paintedText(text).map(({ text: piece, colour }, index) =>
        colour === null ? (
          piece
        ) : (
          <span key={index} className={styles[colour]}>
            {piece}
          </span>
        ),
      )}
    </pre>
  );
}
