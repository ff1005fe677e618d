import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Cell, Row } from "./book.ts";
import { CellView } from "./cell-view.tsx";
import styles from "./grid.module.css";

/** Opens a cell. */
export type OpenCell = (row: Row, cell: Cell) => void;

interface GridRowProps {
  readonly row: Row;
  /** Its place among those that are shown. */
  readonly index: number;
  /** The column that the tabulator key leads to; null where that is in another row. */
  readonly active: number | null;
  readonly onOpen: OpenCell;
}

/** Drawn again when something of it changes, not whenever one scrolls. */
export const GridRow = memo(function GridRow({ row, index, active, onOpen }: GridRowProps) {
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row" className={styles.name}>
        <Link to="/people/$id" params={{ id: row.id }} {...stop(index, 0, active)} title={row.name}>
          {row.name}
        </Link>
        <span className={styles.login}>
          {[row.name === row.login ? "" : row.login, row.isDropped ? "dropped" : ""].filter(Boolean).join(", ")}
        </span>
      </th>
      <td {...stop(index, 1, active)} className={styles.section}>
        {row.section}
      </td>
      {row.cells.map((cell, module) => (
        <td key={cell.module} className={cell.marks.has("missing") ? styles.missing : undefined}>
          <button
            type="button"
            {...stop(index, module + 2, active)}
            className={styles.cell}
            onClick={() => onOpen(row, cell)}
          >
            <CellView cell={cell} />
          </button>
        </td>
      ))}
    </tr>
  );
});

/** What makes a cell one that keys lead to; `active` is the column of its row that the tabulator key leads to. */
export function stop(row: number, column: number, active: number | null) {
  return { "data-cell": `${row}:${column}`, tabIndex: column === active ? 0 : -1 };
}
