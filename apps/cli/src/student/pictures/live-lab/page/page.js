// Shows what the server sends: pictures with their colours, or why there is none. All text is set as text, never as HTML.

const element = (id) => document.getElementById(id);
const [figure, picture, caption, status] = ["figure", "picture", "caption", "status"].map(element);
const [controls, play, slider, place] = ["controls", "play", "frame", "place"].map(element);

const classes = { 31: "red", 32: "green", 33: "yellow", 34: "blue", 35: "magenta", 36: "cyan", 90: "grey" };
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const milliseconds = 50;

let frames = [];
let shown = 0;
let timer = null;
let name = "";

/** What tells a terminal to do something: the escape character, numbers, and a letter that says what. */
const command = new RegExp(`${String.fromCharCode(27)}\\[([\\d;?]*)([@-~])`);

const brush = document.createElement("canvas").getContext("2d");
const scales = new Map();

/** By how much a character must shrink or grow to be as wide as a letter: braille often comes from a font of another width. */
function scaleOf(character) {
  if (character <= "~") return 1;
  const known = scales.get(character);
  if (known !== undefined) return known;
  const { fontFamily } = getComputedStyle(picture);
  brush.font = `100px ${fontFamily}`;
  const width = brush.measureText(character).width;
  const ratio = brush.measureText("m").width / (width || 1);
  const scale = Math.abs(ratio - 1) < 0.01 || width === 0 ? 1 : ratio;
  scales.set(character, scale);
  return scale;
}

/** A terminal's text, its colours as classes; any other command to a terminal is left out. */
function paint(target, text) {
  const parts = text.split(command);
  const nodes = [];
  let [colour, scale, run] = ["", 1, ""];
  const end = () => {
    if (run === "") return;
    const isPlain = colour === "" && scale === 1;
    const node = isPlain ? document.createTextNode(run) : document.createElement("span");
    if (!isPlain) {
      node.className = colour;
      node.textContent = run;
      if (scale !== 1) node.style.fontSize = `${scale}em`;
    }
    nodes.push(node);
    run = "";
  };
  let wanted = "";
  for (let part = 0; part < parts.length; part += 3) {
    if (part > 0 && parts[part - 1] === "m") wanted = classes[parts[part - 2]] ?? "";
    for (const character of parts[part]) {
      const own = scaleOf(character);
      if (wanted !== colour || own !== scale) {
        end();
        [colour, scale] = [wanted, own];
      }
      run += character;
    }
  }
  end();
  target.replaceChildren(...nodes);
}

const [plotWidth, plotHeight] = [600, 400];
/** What of the plot changes with the step: each sets its own part. */
let growing = [];

function svg(kind, attributes, parent) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", kind);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent.append(node);
  return node;
}

/** The lab's map with its paths, from the plain numbers it gives; nothing where it gives none. */
function plot(given) {
  const target = element("plot");
  target.replaceChildren();
  growing = [];
  target.toggleAttribute("hidden", given === null);
  if (given === null) return;
  const { x, y, contours, paths, marks } = given;
  // Far outside is just outside: what is beyond all bounds would be no coordinate.
  const near = (part) => Math.max(-1, Math.min(part, 2));
  const at = ([ownX, ownY]) => {
    const across = near((ownX - x[0]) / (x[1] - x[0])) * plotWidth;
    const down = (1 - near((ownY - y[0]) / (y[1] - y[0]))) * plotHeight;
    return `${across.toFixed(1)} ${down.toFixed(1)}`;
  };
  const isPlace = ([ownX, ownY]) => ownX !== null && ownY !== null;
  svg("path", { class: "contours", d: contours.map(([from, to]) => `M${at(from)}L${at(to)}`).join("") }, target);
  for (const [index, { name, colour, dashed, points }] of paths.entries()) {
    const line = svg("polyline", { class: `${colour}${dashed ? " dashed" : ""}` }, target);
    const head = svg("circle", { class: colour, r: dashed ? 3 : 5 }, target);
    const label = svg("text", { class: colour, x: plotWidth - 8, y: 20 + 18 * index, "text-anchor": "end" }, target);
    label.textContent = `${dashed ? "┄" : "━"} ${name}`;
    growing.push((frame) => {
      const seen = points.slice(0, frame + 1).filter(isPlace);
      line.setAttribute("points", seen.map(at).join(" "));
      const [across, down] = seen.length === 0 ? ["-99", "-99"] : at(seen.at(-1)).split(" ");
      head.setAttribute("cx", across);
      head.setAttribute("cy", down);
    });
  }
  for (const mark of marks.filter((each) => isPlace(each.at))) {
    const [across, down] = at(mark.at).split(" ");
    const node = svg("text", { x: across, y: Number(down) + 5, "text-anchor": "middle" }, target);
    node.textContent = mark.text;
    growing.push((frame) => node.setAttribute("visibility", frame >= mark.from ? "visible" : "hidden"));
  }
}

function show(frame) {
  shown = Math.max(0, Math.min(frame, frames.length - 1));
  paint(picture, frames[shown] ?? "");
  for (const grow of growing) grow(shown);
  slider.value = String(shown);
  const words = `${shown} of ${frames.length - 1}`;
  slider.setAttribute("aria-valuetext", words);
  place.textContent = words;
}

function stop() {
  clearInterval(timer);
  timer = null;
  play.textContent = "Play";
}

function start() {
  stop();
  if (shown >= frames.length - 1) show(0);
  play.textContent = "Stop";
  timer = setInterval(() => {
    show(shown + 1);
    if (shown >= frames.length - 1) stop();
  }, milliseconds);
}

function setPrinted(text) {
  element("printed").hidden = text === "";
  element("printed-text").textContent = text;
}

function drawn(drawing) {
  // Who looks at one step of a picture goes on looking at that one.
  const stays = frames.length === drawing.frames.length && timer === null && shown < frames.length - 1;
  const isFirst = frames.length === 0;
  frames = drawing.frames;
  plot(drawing.plot);
  const moves = frames.length > 1;
  figure.hidden = false;
  figure.classList.remove("stale");
  element("problem").hidden = true;
  element("numbers").hidden = false;
  controls.hidden = !moves;
  slider.max = String(frames.length - 1);
  caption.textContent = drawing.sentence ?? "";
  picture.setAttribute(
    "aria-label",
    drawing.sentence ?? `What the code of ${name} does; its numbers are linked below.`,
  );
  setPrinted(drawing.printed);
  status.textContent = `${isFirst ? "Drawn" : "Drawn again"} at ${new Date().toLocaleTimeString()}.`;
  if (stays) show(shown);
  else if (moves && !stillness.matches) {
    show(0);
    start();
  } else {
    stop();
    show(frames.length - 1);
  }
}

function failed({ words, printed }) {
  stop();
  element("problem").hidden = false;
  element("words").textContent = words;
  setPrinted(printed);
  figure.classList.add("stale");
  if (frames.length > 0) {
    caption.textContent = "The last picture that could be drawn:";
    show(shown);
  }
  status.textContent = `Not drawn at ${new Date().toLocaleTimeString()}: ${words.split("\n")[0]}`;
}

const events = new EventSource("/events");
const on = (type, act) => events.addEventListener(type, ({ data }) => act(JSON.parse(data)));
on("lab", (lab) => {
  name = lab.module;
  document.title = `${name}, live`;
  element("module").textContent = name;
});
on("begin", () => {
  status.textContent = "Drawing …";
});
on("drawn", drawn);
on("failed", failed);
events.addEventListener("error", () => {
  status.textContent = "tito has ended: start it again, and this page goes on.";
});

play.addEventListener("click", () => (timer === null ? start() : stop()));
slider.addEventListener("input", () => {
  stop();
  show(Number(slider.value));
});
document.addEventListener("keydown", (event) => {
  if (event.target !== document.body || frames.length < 2 || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === " ") play.click();
  else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    stop();
    show(shown + (event.key === "ArrowLeft" ? -1 : 1));
  } else return;
  event.preventDefault();
});
