import { createHash } from "node:crypto";

/**
 * The frame's document: its one script is known by its hash, and nothing may be fetched by it or by its workers. Workers are made of
 * blobs; code of a submission is made of texts, in a world that has nothing but the language.
 */
export function framePage(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}' 'unsafe-eval' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<title>TinyTorch</title>
<script>${script}</script>
</html>
`;
}
