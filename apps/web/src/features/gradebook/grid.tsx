import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, Fragment, type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Row } from "./book.ts";
import styles from "./grid.module.css";
import { GridRow, type OpenCell, stop } from "./grid-row.tsx";
import { movesTo, type Place } from "./moves-to.ts";

/** In pixels: that of `--row` in the sheet of style. */
const rowHeight = 44;

interface GridProps {
  readonly rows: readonly Row[];
  /** Their ids, with what stands over each. */
  readonly modules: readonly { readonly id: string; readonly title: string; readonly maximum: number | undefined }[];
  /** `name`, `section` or a module. */
  readonly sort: string;
  readonly isDown: boolean;
  readonly onSort: (column: string) => void;
  readonly onOpen: OpenCell;
}

/** Students by modules. Only what is in sight is drawn; arrow keys go from cell to cell, and Enter opens or sorts. */
export function Grid({ rows, modules, sort, isDown, onSort, onOpen }: GridProps) {
  const scrolled = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>({ row: -1, column: 0 });
  const goes = useRef(false);
  const columns = ["name", "section", ...modules.map(({ id }) => id)];
  const last = { row: rows.length - 1, column: columns.length - 1 };
  const active = { row: Math.min(place.row, last.row), column: Math.min(place.column, last.column) };

  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // What has the focus stays, wherever one scrolls.
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      return active.row < 0 || near.includes(active.row) ? near : [...near, active.row].sort((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    if (!goes.current) return;
    goes.current = false;
    const cell = scrolled.current?.querySelector(`[data-cell="${active.row}:${active.column}"]`);
    if (!(cell instanceof HTMLElement)) return;
    cell.focus({ preventScroll: true });
    cell.closest("td,th")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  function move(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((scrolled.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = movesTo(event, active, last, page);
    if (next === undefined) return;
    event.preventDefault();
    goes.current = true;
    setPlace(next);
  }

  function notice({ target }: FocusEvent) {
    const [row, column] = (target instanceof HTMLElement ? (target.dataset.cell ?? "") : "").split(":").map(Number);
    if (row !== undefined && column !== undefined) setPlace({ row, column });
  }

  // The same function each time, so that rows need not be drawn again for it.
  const latest = useRef(onOpen);
  useLayoutEffect(() => {
    latest.current = onOpen;
  });
  const open = useCallback<OpenCell>((row, cell) => latest.current(row, cell), []);
  const titles = ["Student", "Section", ...modules.map(({ title }) => title)];

  return (
    <div ref={scrolled} className={styles.scrolls}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one goes through it by arrow keys
        role="grid"
        className={styles.grid}
        aria-label="Grades"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        onKeyDown={move}
        onFocus={notice}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                aria-sort={column !== sort ? "none" : isDown ? "descending" : "ascending"}
                className={index === 0 ? styles.name : undefined}
              >
                <button
                  type="button"
                  {...stop(-1, index, active.row < 0 ? active.column : null)}
                  className={styles.head}
                  onClick={() => onSort(column)}
                >
                  <span className={styles.title}>
                    {titles[index]}
                    {column === sort && (
                      <span aria-hidden="true" className={styles.order}>
                        {isDown ? " ▼" : " ▲"}
                      </span>
                    )}
                  </span>
                  {modules[index - 2]?.maximum !== undefined && (
                    <span className={styles.maximum}> of {modules[index - 2]?.maximum}</span>
                  )}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drawn.getVirtualItems().map(({ index, start }, nth, all) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Fragment key={row.id}>
                <Gap height={start - (all[nth - 1]?.end ?? 0)} />
                <GridRow row={row} index={index} active={index === active.row ? active.column : null} onOpen={open} />
              </Fragment>
            );
          })}
          <Gap height={drawn.getTotalSize() - (drawn.getVirtualItems().at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return height <= 0 ? null : (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true">
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
