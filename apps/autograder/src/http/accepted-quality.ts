/**
 * How much an `Accept` header wants a media type, from 0 to 1 (RFC 9110, 12.5.1): the range that fits it most closely decides, and
 * what no range fits is not wanted. Parameters but the quality are not looked at.
 */
export function acceptedQuality(accept: string, mediaType: string): number {
  const [type = ""] = mediaType.split("/");
  const ranges = accept.split(",").map(readRange);
  for (const name of [mediaType, `${type}/*`, "*/*"]) {
    const range = ranges.find((each) => each.name === name);
    if (range !== undefined) return range.quality;
  }
  return 0;
}

function readRange(text: string): { readonly name: string; readonly quality: number } {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice("q=".length) ?? "1";
  return { name, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}
