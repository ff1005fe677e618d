import { gzipSync } from "node:zlib";
import { Header, type HeaderData } from "tar";
import { expect, test } from "vitest";
import { unpackStarter } from "./unpack-starter.ts";

interface Entry extends HeaderData {
  readonly path: string;
  readonly content?: string | Uint8Array;
}

function tar(...entries: readonly Entry[]): Uint8Array {
  const blocks = entries.flatMap(({ content = "", ...data }) => {
    const bytes = Buffer.from(content);
    const block = Buffer.alloc(512);
    new Header({ type: "File", mode: 0o644, mtime: new Date(0), size: bytes.length, ...data }).encode(block, 0);
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const good: Entry = { path: "01-echo/src/index.ts", content: "export const echo = 1;\n" };

test("texts come out by their paths inside the module's folder, as they went in", async () => {
  const page = { path: "01-echo/README.md", content: "\ufeff# é\r\n" };
  expect(await unpackStarter(tar(page, good), "01-echo")).toEqual({
    "README.md": page.content,
    "src/index.ts": good.content,
  });
});

const refusals: readonly [string, Uint8Array, RegExp][] = [
  ...[
    "01-echo/../../evil.ts",
    "../evil.ts",
    "/etc/passwd",
    "01-echo//etc/passwd",
    "02-other/src/index.ts",
    "01-echo",
    "01-echo/",
    "01-echo/.git/hooks/post-checkout",
    "01-echo/src/./index.ts",
    "01-echo/src\\index.ts",
    "01-echo/C:/index.ts",
    "01-echo/src/con.ts",
    "01-echo/src/index.ts.",
    "01-echo/src/a b.ts",
    "01-echo/src/\u00e9.ts",
  ].map((path): [string, Uint8Array, RegExp] => [`a file called ${path}`, tar(good, { path, content: "x" }), /got /]),
  [
    "a link",
    tar(good, { path: "01-echo/a.ts", type: "SymbolicLink", linkpath: "/etc/passwd" }),
    /no file \(SymbolicLink\)/,
  ],
  ["a hard link", tar(good, { path: "01-echo/a.ts", type: "Link", linkpath: "../x" }), /no file \(Link\)/],
  ["a folder", tar(good, { path: "01-echo/src/", type: "Directory" }), /no file \(Directory\)/],
  ["a device", tar(good, { path: "01-echo/a", type: "CharacterDevice" }), /no file \(CharacterDevice\)/],
  ["a pipe", tar(good, { path: "01-echo/a", type: "FIFO" }), /no file \(FIFO\)/],
  ["a file twice", tar(good, good), /src\/index\.ts twice/],
  ["two names that are one on some systems", tar(good, { path: "01-echo/src/Index.ts" }), /src\/Index\.ts twice/],
  ["a file that is too large", tar(good, { path: "01-echo/a.ts", content: "x".repeat(1_048_577) }), /1048577 bytes/],
  ["more than there may be in all", tar(...nine(1_048_576)), /more than 8388608 bytes/],
  ["too many files", tar(...nine(1, 501)), /more than 500 files/],
  ["bytes that are no text", tar(good, { path: "01-echo/a.ts", content: new Uint8Array([0xff]) }), /which is no text/],
  ["nothing", tar(), /got /],
  ["what is no archive", gzipSync("no archive at all".repeat(100)), /got /],
  ["what is not even compressed", Buffer.from("<html>"), /got incorrect header check/],
  ["half an archive", tar(good).subarray(0, 60), /got /],
  ["a bomb", gzipSync(Buffer.alloc(64 * 2 ** 20)), /got /],
];

function nine(bytes: number, count = 9): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ path: `01-echo/f${index}.ts`, content: "x".repeat(bytes) }));
}

test.each(refusals)(
  "an archive with %s is refused whole, in one sentence with exit code 3",
  async (_, archive, got) => {
    const unpacking = unpackStarter(archive, "01-echo");
    await expect(unpacking).rejects.toMatchObject({
      name: "CliError",
      exitCode: 3,
      message: expect.stringMatching(got),
    });
    await expect(unpacking).rejects.toThrow(/^the service must hand out the text files of 01-echo [^\n]*$/);
  },
);
