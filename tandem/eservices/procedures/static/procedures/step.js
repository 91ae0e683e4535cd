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

const keep = async (name) => {
  const data = new FormData(form);
  data.set("field", name);
  const status = form.querySelector("[data-status]");
  try {
    const response = await fetch(form.dataset.keep, { method: "POST", body: data, keepalive: true, redirect: "error" });
    if (!response.ok) return;
    const { kept, message } = await response.json();
    for (const [field, revision] of Object.entries(kept ?? {})) {
      form.querySelector(`[name="seen-${field}"]`).value = revision;
    }
    if (message) status.textContent = message;
    else if (kept && name in kept) status.textContent = form.dataset.kept;
  } catch {
    // No connection: the answer stands on the page, and its button will say so.
  }
};

if (form) {
  form.addEventListener("change", (event) => {
    refresh();
    const question = event.target.closest("[data-question]");
    if (question) last = last.then(() => keep(question.dataset.question));
  });
  refresh();
}
