// What the two screens of one session show of each other. Without it the button "Refresh" does the same.
//
// What a page says with attributes, and what this script does with them:
//   data-live                  where to connect, the ticket, the sentences: written by {% live %}, outside of regions
//   data-live-region="hands"   read again from the server and replaced when something has happened
//   data-live-send             on a form: what is typed in it is shown on the other screen
//   data-live-private          on a field or around it: never leaves this screen before it is sent
//   data-live-field="wage"     shows what the other one types into the field of that name
//   data-question              around a field that the server knows by this name, its marks and what other hands write
//   data-question-here         the same where the other page may know no such field: its label goes along
//   data-live-mirror           where fields stand that only the other page knows: label, what was typed, from a template
//   data-live-posts="/…/"      on a button inside a form: sent there, with the field beside it and nothing else
//   data-live-post             on a form: sent without leaving the page, then the regions are read again
//   data-live-reload="hands"   the kinds of events after which this page must be loaded anew
const root = document.querySelector("[data-live]");

const SECRET = new Set(["password", "hidden", "file", "submit", "button", "image", "reset"]);
const PACE = 90; // milliseconds between two messages while somebody types
const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// ---- what this screen sends -----------------------------------------------------------------------------------------

const labelOf = (field) => {
  const group = field.closest("fieldset");
  const label = ["radio", "checkbox"].includes(field.type) && group
    ? group.querySelector("legend") : field.labels?.[0];
  return label?.textContent.trim() ?? "";
};

// What comes and goes beside a field is not the field.
const own = (question, selector) => [...question.querySelectorAll(selector)].find((one) => !one.closest("[data-live-region]"));

const titleOf = (question) => own(question, "legend, label")?.textContent.trim() ?? "";

// A code or a password is nobody's business, whoever sits beside.
const isPrivate = (field) => SECRET.has(field.type) || !field.name || field.closest("[data-live-private]")
  || /password|one-time-code|cc-/.test(field.autocomplete ?? "") || field.name === "csrfmiddlewaretoken";

const choices = (field) => [...field.form.elements].filter((other) => other.name === field.name && other.checked);

// What an answer looks like: for a choice its words.
const shownOf = (field) => {
  if (["radio", "checkbox"].includes(field.type)) {
    return choices(field).map((one) => one.labels?.[0]?.textContent.trim() ?? one.value).join(", ");
  }
  if (field.tagName === "SELECT") {
    return [...field.selectedOptions].map((one) => one.textContent.trim()).join(", ");
  }
  if (field.type === "date" && field.valueAsDate) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: "UTC" }).format(field.valueAsDate);
  }
  return field.value;
};

// A question of several fields (a date, a list of employers) is shown as one text, a line for each field.
const wholeQuestion = (question) => {
  const lines = new Map();
  for (const field of question.querySelectorAll("input, select, textarea")) {
    const shown = isPrivate(field) ? "" : shownOf(field);
    if (shown) lines.set(field.name, `${labelOf(field)}: ${shown}`);
  }
  return [...lines.values()].join("\n");
};

const LONGEST = 4000;

const message = (field) => {
  const question = field.closest("[data-question]");
  const whole = question && question.dataset.question !== field.name;
  const isKnown = question && !("questionHere" in question.dataset);
  return {
    kind: "typed",
    field: whole ? question.dataset.question : field.name,
    shown: (whole ? wholeQuestion(question) : shownOf(field)).slice(0, LONGEST),
    // A form of the engine is known on the other side; any other one brings its labels along.
    ...(isKnown ? {} : { label: (whole ? titleOf(question) : labelOf(field)).slice(0, 200) }),
  };
};

const outgoing = new Map(); // the newest of each field
const touched = new Set();
let sending = false;

const tell = (told) => {
  outgoing.set(told.field ?? "", told);
  if (!sending) send();
};

const send = async () => {
  sending = true;
  while (outgoing.size) {
    const messages = [...outgoing.values()].slice(0, 40);
    for (const told of messages) outgoing.delete(told.field ?? "");
    try {
      const answer = await fetch(`${root.dataset.liveUrl}/say`, {
        // Plain text: a page of the demo may then send to another port without asking first.
        method: "POST", headers: { "Content-Type": "text/plain" }, credentials: "omit", referrerPolicy: "no-referrer",
        body: JSON.stringify({ ticket: root.dataset.liveTicket, messages }),
      });
      if (answer.status === 401) await readAgain();
    } catch {
      // The other screen shows it once the stream is back: whoever joins is told again.
    }
    await wait(PACE);
  }
  sending = false;
};

// Without the hands, or on a page that the two do not share, nothing leaves this screen.
const writes = () => "liveWrites" in root.dataset && document.querySelector("[data-live-send]");

const everything = () => {
  if (!writes()) return;
  tell({ kind: "page", path: location.pathname.slice(0, 300) });
  const there = [...document.querySelectorAll("form[data-live-send]")].flatMap((form) => [...form.elements]);
  const mirrored = there.filter((field) => field.matches("input, select, textarea")
    && !field.closest("[data-question]:not([data-question-here])") && field.getClientRects().length);
  for (const field of new Set([...mirrored, ...touched])) {
    if (field.isConnected && !isPrivate(field)) tell(message(field));
  }
};

const typed = (event) => {
  const field = event.target;
  // A half-written character of a Chinese or Korean keyboard is not what somebody means to write.
  if (event.isComposing || !writes() || !field.form?.matches("[data-live-send]") || isPrivate(field)) return;
  touched.add(field);
  tell(message(field));
};

// ---- what this screen shows -----------------------------------------------------------------------------------------

const typedThere = new Map(); // what the other one has typed and the server does not know yet: { shown, label }

const looked = new Set(); // questions that this page did not know, looked up once

// What the other page has and this one does not know: a line for each field, in the order in which they came.
const mirror = document.querySelector("[data-live-mirror]");

const reflect = ({ field, shown, label }) => {
  let line = lineOf(field);
  if (!line) {
    line = mirror.querySelector("template").content.firstElementChild.cloneNode(true);
    line.dataset.liveMirrored = field;
    mirror.append(line);
  }
  line.querySelector("[data-live-label]").textContent = label;
  line.querySelector("[data-live-shown]").textContent = shown;
  hideEmpty();
};

const lineOf = (field) => mirror?.querySelector(`[data-live-mirrored="${CSS.escape(field)}"]`);

const hideEmpty = () => { if (mirror) mirror.hidden = !mirror.querySelector("[data-live-mirrored]"); };

const forget = () => {
  for (const [field, { label }] of typedThere) if (label) typedThere.delete(field);
  for (const line of mirror?.querySelectorAll("[data-live-mirrored]") ?? []) line.remove();
  hideEmpty();
};

const show = ({ field, shown, label }) => {
  typedThere.set(field, { shown, label });
  const name = CSS.escape(field);
  const places = document.querySelectorAll(`[data-live-field="${name}"]`);
  for (const place of places) {
    place.textContent = shown;
    place.classList.add("live-fresh");
  }
  // On the form itself: a line under the question says what the other hands write.
  const question = places.length ? null : document.querySelector(`[data-question="${name}"]`);
  if (places.length || question) {
    lineOf(field)?.remove(); // this page did not know it yet a moment ago
    hideEmpty();
  } else if (label) {
    if (mirror) reflect({ field, shown, label });
  } else if (!looked.has(field)) {
    looked.add(field);
    readAgain(); // a question that an answer before it has opened
  }
  if (!question) return;
  let line = question.querySelector(":scope > [data-live-types]");
  if (!line) {
    line = document.createElement("p");
    line.className = "govuk-body live-fresh";
    line.dataset.liveTypes = "";
    question.append(line);
  }
  line.textContent = root.dataset.liveSaysTypes.replace("{text}", shown);
};

let pointed = null;

const point = ({ field, by }) => {
  if (by === root.dataset.liveRole) return; // her own finger
  pointed?.classList.remove("live-pointed");
  const target = document.querySelector(`[data-question="${CSS.escape(field ?? "")}"]`)
    ?? document.querySelector(`[name="${CSS.escape(field ?? "")}"]`);
  if (!target) return;
  pointed = target.closest(".govuk-form-group, [data-question]") ?? target;
  pointed.classList.add("live-pointed");
  pointed.scrollIntoView({
    block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
  });
  const label = titleOf(pointed) || pointed.textContent.trim();
  say(root.dataset.liveSaysPoint.replace("{label}", label));
};

// Politely: a screen reader says it when it has finished its sentence. The focus stays where it is.
const say = (sentence) => {
  const place = root.querySelector("[data-live-says]");
  place.textContent = "";
  setTimeout(() => { place.textContent = sentence; }, 50);
};

// Pages of one form differ in their last part, and in the language of the reader.
const formOf = (path) => path.replace(/^\/\w\w\//, "/").replace(/[^/]*\/?$/, "");

// Whose page it is decides where she goes: the other's step is offered, never opened.
const offer = ({ path }) => {
  const here = location.pathname;
  const place = root.querySelector("[data-live-elsewhere]");
  const language = here.slice(0, 4);
  const there = path.replace(/^\/\w\w\//, language);
  const apart = document.querySelector("[data-live-send]") && formOf(path) === formOf(here) && there !== here;
  if (apart) place.querySelector("a").href = new URL(there, location.origin).pathname;
  place.hidden = !apart;
};

let lost = false;

const state = (isLost) => {
  if (isLost === lost) return;
  lost = isLost;
  root.querySelector("[data-live-state]").textContent = isLost ? root.dataset.liveSaysLost : root.dataset.liveSaysBack;
  root.classList.toggle("live--lost", isLost);
};

// ---- reading the page again -----------------------------------------------------------------------------------------

const keyOf = (node) => node.id || node.dataset?.question || node.getAttribute?.("name") || "";
const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

// Changes `old` into `next` without touching what the reader has opened, typed or focused.
const become = (old, next) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  if (old.name === "csrfmiddlewaretoken") return;
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  let at = old.firstChild;
  for (const child of [...next.childNodes]) {
    let found = at;
    while (found && !alike(found, child)) found = found.nextSibling;
    if (!found) {
      old.insertBefore(document.importNode(child, true), at);
      continue;
    }
    while (at !== found) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    become(found, child);
    at = found.nextSibling;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
};

const answersIn = (page) => new Map(
  [...page.querySelectorAll("[data-live-field]")].map((place) => [place.dataset.liveField, place.textContent]),
);
let known = answersIn(document); // what the server has said so far

const takeOver = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.querySelector("[data-live]");
  for (const region of document.querySelectorAll("[data-live-region]")) {
    const newer = page.querySelector(`[data-live-region="${CSS.escape(region.dataset.liveRegion)}"]`);
    if (newer) become(region, newer);
    else region.replaceChildren();
  }
  const answers = answersIn(page);
  for (const [field, answer] of answers) {
    if (known.has(field) && known.get(field) !== answer) typedThere.delete(field);
  }
  known = answers;
  for (const [field, { shown, label }] of typedThere) show({ field, shown, label });
  if (next) {
    root.dataset.liveTicket = next.dataset.liveTicket;
    root.toggleAttribute("data-live-writes", next.hasAttribute("data-live-writes"));
  }
  return Boolean(next);
};

const look = async () => {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    // Nothing to follow any more, or another page in its place: the server says what is so.
    if (answer.redirected || answer.status === 404 || (answer.ok && !takeOver(await answer.text()))) leave();
  } catch {
    // No connection: the page stays as it is, and says so.
  }
};

let looking = null;
let onceMore = false;

// One look at a time, and one more for whatever happened meanwhile.
const readAgain = () => {
  onceMore = Boolean(looking);
  looking ??= (async () => {
    do {
      onceMore = false;
      await look();
    } while (onceMore && !left);
    looking = null;
  })();
  return looking;
};

let left = false;
let going = false; // a button was pressed that leads to another page

const leave = () => {
  left = true;
  connection?.abort();
  root.removeAttribute("data-live-writes");
  // What somebody is typing stays; a page that only shows is loaded anew.
  if (!document.querySelector("[data-live-send]")) { if (!going) location.reload(); return; }
  root.querySelector("[data-live-elsewhere]").hidden = true;
  root.querySelector("[data-live-state]").textContent = root.dataset.liveSaysOver;
};

const anew = async () => {
  left = true;
  document.activeElement?.blur(); // a form keeps its answers when a field is left
  await wait(400);
  location.reload();
};

// ---- the stream -----------------------------------------------------------------------------------------------------

let path = null; // where the other one is

const heard = (kind, data) => {
  if (kind === "typed") return show(data);
  if (kind === "joined") return everything();
  if (kind === "replaced") { left = true; return state(true); }
  if (kind === "renew") { root.dataset.liveTicket = data.ticket; return undefined; }
  if (kind === "page") {
    if (path === data.path) return undefined;
    if (path !== null) typedThere.clear();
    forget();
    looked.clear();
    path = data.path;
    offer(data);
  }
  if (kind === "saved" && data.by === root.dataset.liveRole) return undefined; // her own page knows
  if (kind === "point") point(data);
  // Other hands have written, or will: the fields of a form are the server's once more.
  if (kind === "hands") forget();
  const form = kind === "hands" && document.querySelector("[data-live-send]");
  const reload = document.querySelector("[data-live-reload]")?.dataset.liveReload.split(" ") ?? [];
  return form || reload.includes(kind) ? anew() : readAgain();
};

const read = async (body) => {
  const text = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await text.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const kind = /^event: (.*)$/m.exec(part)?.[1];
      if (kind) heard(kind, JSON.parse(/^data: (.*)$/m.exec(part)[1]));
    }
  }
};

let connection = null;

const follow = async () => {
  let failures = 0;
  let first = true;
  while (!left) {
    // Whatever happened in between stands on the page; it also gives the next ticket.
    if (!first) await readAgain();
    if (left) return;
    connection = new AbortController();
    try {
      const answer = await fetch(`${root.dataset.liveUrl}/stream`, {
        method: "POST", headers: { "Content-Type": "text/plain" }, credentials: "omit", referrerPolicy: "no-referrer",
        body: root.dataset.liveTicket, signal: connection.signal, cache: "no-store",
      });
      if (answer.ok) {
        failures = 0;
        state(false);
        everything();
        await read(answer.body);
      } else {
        failures += 1;
      }
    } catch {
      failures += 1;
    }
    first = false;
    if (failures > 1) state(true);
    await wait(Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random()));
  }
};

if (root) {
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("compositionend", (event) => typed({ target: event.target }));
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-live-post]") || event.defaultPrevented) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) });
      if (!takeOver(await answer.text())) location.assign(answer.url);
    } catch {
      form.submit();
    }
  });
  // A button inside a form that belongs to something beside it: only its own field goes along, the page stays.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-live-posts]");
    if (!button) return;
    event.preventDefault();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
    body.set("next", location.pathname + location.search);
    const field = button.parentElement.querySelector("input:not([type=hidden])");
    if (field) body.set("answer", field.value);
    try {
      const answer = await fetch(button.dataset.livePosts, { method: "POST", body });
      if (!takeOver(await answer.text())) location.assign(answer.url);
    } catch {
      button.form.requestSubmit(button);
    }
  });
  // The end that this very button brings must not load anew what is being left.
  window.addEventListener("beforeunload", () => { going = true; setTimeout(() => { going = false; }, 5000); });
  window.addEventListener("pagehide", () => { left = true; connection?.abort(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { left = false; follow(); } });
  follow();
}
