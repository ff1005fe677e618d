/**
 * The document of the sandboxed frame: it starts and ends workers as the page asks, and hands each its port to the page. It reads
 * nothing of what they say. The first message brings the port that it is asked by.
 */
export {};

/** What the page asks the frame. */
type FrameRequest =
  | { readonly type: "install"; readonly name: string; readonly text: string }
  | { readonly type: "start"; readonly id: number; readonly name: string; readonly port: MessagePort }
  | { readonly type: "end"; readonly id: number }
  | { readonly type: "ask" };

const addresses = new Map<string, string>();
const workers = new Map<number, Worker>();

addEventListener(
  "message",
  ({ ports: [port] }) => {
    if (port === undefined) return;
    port.onmessage = ({ data }: MessageEvent<FrameRequest>) => serve(port, data);
    port.postMessage({ type: "ready" });
  },
  { once: true },
);

function serve(port: MessagePort, request: FrameRequest): void {
  if (request.type === "install") {
    const blob = new Blob([request.text], { type: "text/javascript" });
    addresses.set(request.name, URL.createObjectURL(blob));
  } else if (request.type === "start") {
    const { id } = request;
    const worker = new Worker(addresses.get(request.name) ?? "");
    workers.set(id, worker);
    worker.onerror = ({ message }) => port.postMessage({ type: "broke", id, message });
    worker.postMessage(request.port, [request.port]);
  } else if (request.type === "ask") port.postMessage({ type: "alive" });
  else {
    workers.get(request.id)?.terminate();
    workers.delete(request.id);
  }
}
