/** What a world of the workbench has not: a student's code finds nothing by these names. */
export const absent: readonly string[] = [
  ...["parent", "top", "window", "document", "self", "location", "navigator", "origin", "name", "frames"],
  ...["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "Request", "URL", "Blob", "File"],
  ...["importScripts", "Worker", "SharedWorker", "MessageChannel", "MessagePort", "BroadcastChannel", "postMessage"],
  ...["onmessage", "addEventListener", "dispatchEvent", "close", "setTimeout", "setInterval", "requestAnimationFrame"],
  ...[
    "crypto",
    "WebAssembly",
    "SharedArrayBuffer",
    "Atomics",
    "reportError",
    "scheduler",
    "trustedTypes",
    "Notification",
  ],
];

/** What the workbench's frame asks for in vain: its name, how, and how it is refused. */
export const outOfReach: readonly (readonly [name: string, code: string, error: string])[] = [
  ["the page's document", "parent.document.title", "SecurityError"],
  ["the page's address", "top.location.href", "SecurityError"],
  ["storage", "localStorage.length", "SecurityError"],
  ["storage of the session", "sessionStorage.length", "SecurityError"],
  ["cookies", "document.cookie", "SecurityError"],
  ["databases", "indexedDB.open('x')", "SecurityError"],
  ["caches", "caches.keys()", "SecurityError"],
  ["the network", "fetch('/')", "TypeError"],
  [
    "a request of another kind",
    "new Promise((resolve, reject) => { const r = new XMLHttpRequest(); r.onerror = () => reject(new TypeError()); r.open('GET', '/'); r.send(); })",
    "TypeError",
  ],
  ["code of an address", "import('/page.js')", "TypeError"],
  ["a worker of an address", "new Worker('/page.js')", "SecurityError"],
];
