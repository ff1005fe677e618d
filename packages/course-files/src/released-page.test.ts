import { expect, test } from "vitest";
import { releasedPage } from "./released-page.ts";

const page = (text: string) =>
  releasedPage("modules/08-optimizers/README.md", text, (path) => path === "modules/07-autograd/README.md");

test("commands of a checkout go through npx", () => {
  const text =
    "`pnpm tito test 08`, `npx -y pnpm@10.34.9 tito lab 08` and `pnpm exec node lab/measure.ts`, as tito says";
  expect(page(text)).toBe(
    "`npx --no tito test 08`, `npx --no tito lab 08` and `npx --no node lab/measure.ts`, as tito says",
  );
});

test("a command that a page breaks over two lines does too", () => {
  expect(page("run `pnpm exec\nnode lab/measure.ts`")).toBe("run `npx --no node lab/measure.ts`");
});

test("a link to what a student has stays, and another is left as words", () => {
  expect(page("[before](../07-autograd/README.md#the-tape) and [why](../../docs/decisions/0024-x.md)")).toBe(
    "[before](../07-autograd/README.md#the-tape) and why",
  );
});

test("what is of the repository alone is left out, whole paragraphs and parts of one", () => {
  const text = `Before.

<!-- repository -->
\`pnpm digits\` is here.

And more.
<!-- /repository -->

One.<!-- repository --> Two,
in \`pnpm bench\`.<!-- /repository --> Three.
`;
  expect(page(text)).toBe("Before.\n\nOne. Three.\n");
});

test("code that looks like a link is none", () => {
  const code = "```ts\nlist[i](x);\n```\n";
  expect(page(code)).toBe(code);
  expect(page("so `list[i](x)` is called")).toBe("so `list[i](x)` is called");
});
