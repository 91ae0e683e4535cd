// Comforts of a form's page: it works without them. Questions that do not apply are folded away, and each answer is kept
// as soon as it is given. `data-asked-when='["worked", ["yes"]]'`: asked while that question has one of these answers.
const form = document.querySelector("[data-step-form]");

const answers = (name) =>
  [...form.querySelectorAll(`[name="${name}"]`)]
    .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
    .map((field) => field.value);

const applies = (question) => {
  if (!question.dataset.askedWhen) return true;
  const [name, values] = JSON.parse(question.dataset.askedWhen);
  const other = form.querySelector(`[data-question="${name}"]`);
  return (!other || applies(other)) && answers(name).some((answer) => values.includes(answer));
};

const refresh = () => {
  for (const question of form.querySelectorAll("[data-asked-when]")) {
    // An error is never hidden: the summary above leads to it.
    question.hidden = !applies(question) && !question.querySelector(".govuk-form-group--error");
  }
};

// One at a time: the next answer carries the revisions that the one before brought.
let last = Promise.resolve();
let underWay = 0;
// The question whose answer has not arrived: whoever is logged out, or without a connection, still has it on her page.
let unkept = "";

const post = (name) => {
  const data = new FormData(form);
  data.set("field", name);
  return fetch(form.dataset.keep, { method: "POST", body: data, keepalive: true, redirect: "manual" });
};

// Logging in elsewhere gave this page a token that is too old.
const renewToken = async () => {
  const response = await fetch(form.action, { redirect: "manual" });
  const page = response.ok && new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page && page.querySelector("[data-step-form] [name=csrfmiddlewaretoken]");
  if (fresh) form.querySelector("[name=csrfmiddlewaretoken]").value = fresh.value;
  return Boolean(fresh);
};

const sent = async (name) => {
  try {
    const response = await post(name);
    const again = response.status === 403 && (await renewToken()) ? await post(name) : response;
    return again.ok ? await again.json() : null;
  } catch {
    return null;
  }
};

const keep = async (name) => {
  const status = form.querySelector("[data-status]");
  const answer = await sent(name);
  unkept = answer ? "" : name;
  status.classList.toggle("govuk-hint", Boolean(answer));
  status.classList.toggle("govuk-error-message", !answer);
  for (const [field, revision] of Object.entries(answer?.kept ?? {})) {
    form.querySelector(`[name="seen-${field}"]`).value = revision;
  }
  if (!answer) status.textContent = form.dataset.unkept;
  else if (answer.message) status.textContent = answer.message;
  else if (name in answer.kept) status.textContent = form.dataset.kept;
};

// What is on its way arrives before the page does, so that nobody contradicts herself. A page that cannot be sent is not
// left: it is all that there is of what stands on it. Whoever presses once more goes all the same.
let goes = false;
let waits = false;
let warned = false;

const sendOnce = async (event) => {
  if (goes || (!underWay && !unkept)) return;
  event.preventDefault();
  // Nobody else has seen it go yet, so that it may be sent once more.
  event.stopImmediatePropagation();
  if (waits) return;
  waits = true;
  await last;
  if (unkept) await keep(unkept);
  waits = false;
  if (unkept && !warned) {
    warned = true;
    form.querySelector("[data-status]").focus();
    return;
  }
  goes = true;
  form.requestSubmit(event.submitter);
};

if (form) {
  form.addEventListener("change", (event) => {
    refresh();
    const question = event.target.closest("[data-question]");
    if (!question) return;
    underWay += 1;
    last = last.then(() => keep(question.dataset.question)).finally(() => { underWay -= 1; });
  });
  form.addEventListener("submit", sendOnce, { capture: true });
  window.addEventListener("pageshow", () => { goes = false; warned = false; });
  refresh();
}
