import { z } from "zod";

/** JSON has no number that is not finite: such a place is null. */
const pointSchema = z.tuple([z.number().nullable(), z.number().nullable()]);
const rangeSchema = z.tuple([z.number(), z.number()]);

const plotSchema = z.object({
  title: z.string(),
  x: rangeSchema,
  y: rangeSchema,
  contours: z.array(z.tuple([pointSchema, pointSchema])),
  paths: z.array(z.object({ name: z.string(), colour: z.string(), dashed: z.boolean(), points: z.array(pointSchema) })),
  marks: z.array(z.object({ text: z.string(), at: pointSchema, from: z.int().nonnegative() })),
});

export type Plot = z.infer<typeof plotSchema>;

/** What a lab's program tells with `--frames`, as `packages/lab` writes it. */
const labRecordSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("picture"),
    last: z.int().nonnegative(),
    sentence: z.string().nullable(),
    plot: plotSchema.nullable(),
    data: z.unknown(),
  }),
  z.object({ kind: z.literal("frame"), frame: z.int().nonnegative(), text: z.string() }),
  z.object({ kind: z.literal("words"), text: z.string() }),
  z.object({ kind: z.literal("stopped"), place: z.string().nullable() }),
]);

export type LabRecord = z.infer<typeof labRecordSchema>;

/**
 * Takes a program's output as it comes and parts it: records begin with a record separator and end with a line feed; all else
 * is what the student's code printed.
 */
export class RecordReader {
  readonly #onRecord: (record: LabRecord) => void;
  readonly #onText: (text: string) => void;
  #record: string[] | null = null;

  constructor(onRecord: (record: LabRecord) => void, onText: (text: string) => void) {
    this.#onRecord = onRecord;
    this.#onText = onText;
  }

  read(chunk: string): void {
    let from = 0;
    while (from < chunk.length) {
      const mark = this.#record === null ? "\u001e" : "\n";
      const at = chunk.indexOf(mark, from);
      const part = chunk.slice(from, at < 0 ? undefined : at);
      if (this.#record === null) {
        if (part !== "") this.#onText(part);
        if (at >= 0) this.#record = [];
      } else {
        this.#record.push(part);
        if (at >= 0) this.#end(this.#record.join(""));
      }
      from = at < 0 ? chunk.length : at + 1;
    }
  }

  #end(text: string): void {
    this.#record = null;
    const record = labRecordSchema.safeParse(jsonOf(text));
    // The student's code may print the mark too; what is no record is text.
    if (record.success) this.#onRecord(record.data);
    else this.#onText(`${text}\n`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
