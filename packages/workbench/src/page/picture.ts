import { z } from "zod";

const point = z.tuple([z.number().nullable(), z.number().nullable()]);
const range = z.tuple([z.number(), z.number()]);

/** What a lab draws of the student's own code, once it came out of the frame. Numbers that are not finite are null. */
export const pictureSchema = z.strictObject({
  /** What the last picture shows, in words. */
  sentence: z.string().nullable(),
  /** The picture in lines, for who can draw them. */
  plot: z
    .strictObject({
      title: z.string(),
      x: range,
      y: range,
      contours: z.array(z.tuple([point, point])),
      paths: z.array(
        z.strictObject({ name: z.string(), colour: z.string(), dashed: z.boolean(), points: z.array(point) }),
      ),
      marks: z.array(z.strictObject({ text: z.string(), at: point, from: z.number() })),
    })
    .nullable(),
  /** The picture in characters, with a terminal's colours, one text for each frame. */
  frames: z.array(z.string()).min(1),
  /** What all of it was drawn from. */
  data: z.unknown(),
});

export type Picture = z.infer<typeof pictureSchema>;

/** A picture, or in words why there is none. */
export type Drawn =
  | { readonly type: "picture"; readonly picture: Picture; readonly console: string }
  | { readonly type: "words"; readonly words: string; readonly where: string | null; readonly console: string };
