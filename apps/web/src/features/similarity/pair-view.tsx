import { Link } from "@tanstack/react-router";
import type { Passage, SimilarPair } from "@tinytorch/api";
import { CodeLine } from "../../components/code.tsx";
import { highlightedLines } from "../../components/highlight.ts";
import { Scrolling } from "../../components/scrolling.tsx";
import styles from "./similarity.module.css";

/** Lines shown before and after a passage. */
const around = 2;

/** A pair passage by passage, both sides beside each other, or one below the other where there is no room. */
export function PairView({ pair }: { readonly pair: SimilarPair }) {
  const { left, right, similarity, regions } = pair;
  return (
    <>
      <p>
        <bdi>{left.student.name}</bdi> and <bdi>{right.student.name}</bdi>: {Math.floor(100 * similarity)} % alike, in{" "}
        {regions.length === 1 ? "1 passage" : `${regions.length} passages`}.
      </p>
      {regions.map((region, place) => (
        <section
          key={`${region.left.path}${region.left.from}-${region.right.path}${region.right.from}`}
          className={styles.passage}
          aria-label={`Passage ${place + 1}`}
        >
          <h2>
            Passage {place + 1} of {regions.length}
          </h2>
          <div className={styles.sides}>
            <Side side={left} passage={region.left} />
            <Side side={right} passage={region.right} />
          </div>
        </section>
      ))}
    </>
  );
}

interface SideProps {
  readonly side: SimilarPair["left"];
  readonly passage: Passage;
}

function Side({ side: { student, submissionId, files }, passage: { path, from, to } }: SideProps) {
  const lines = highlightedLines(files[path] ?? "");
  const first = Math.max(1, from - around);
  const shown = lines.slice(first - 1, to + around);
  const name = `${path}, lines ${from} to ${to}, of ${student.name}`;
  return (
    <div className={styles.side}>
      <h3>
        <Link to="/submissions/$id" params={{ id: submissionId }}>
          <bdi>{student.name}</bdi>
        </Link>
        , <code>{path}</code> {from}–{to}
      </h3>
      <Scrolling label={name}>
        <pre className={styles.code}>
          {shown.map((spans, index) => {
            const number = first + index;
            const isAlike = number >= from && number <= to;
            return (
              <div key={number} className={isAlike ? `${styles.line} ${styles.alike}` : styles.line}>
                <span className={styles.number} aria-hidden="true">
                  {number}
                </span>
                <code>
                  <CodeLine spans={spans} />
                </code>
              </div>
            );
          })}
        </pre>
      </Scrolling>
    </div>
  );
}
