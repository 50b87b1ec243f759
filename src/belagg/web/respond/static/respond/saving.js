// Saves each answer as its field is left, and says so; without this the page's buttons do it.
const form = document.getElementById("answers");
const words = form.dataset;
const queues = new WeakMap();
const pending = new Set();
let leaving = false;

function fieldset(target) {
  return target.closest("fieldset[data-save]");
}

function tell(set, text, wrong) {
  const status = set.querySelector(".status");
  status.textContent = text;
  status.classList.toggle("error", Boolean(wrong));
}

function show(put) {
  if (!put) return;
  for (const item of form.querySelectorAll("[data-item]")) item.hidden = !put.includes(item.dataset.item);
}

function body(set) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const field of set.querySelectorAll("input, textarea")) {
    const chosen = !["radio", "checkbox"].includes(field.type) || field.checked;
    if (field.name && chosen) data.append(field.name, field.value);
  }
  return data;
}

async function save(set) {
  tell(set, words.saving);
  let response;
  try {
    response = await fetch(set.dataset.save, { method: "POST", body: body(set) });
  } catch {
    tell(set, words.unsaved, true);
    return;
  }
  const said = await response.json().catch(() => ({}));
  const version = set.querySelector("[name$='.version']");
  if (response.ok) {
    version.value = said.version;
    set.dataset.clean = "yes";
    tell(set, words.saved);
    show(said.put);
  } else if (response.status === 409) {
    offer(set, said, version);
  } else {
    tell(set, said.error || words.unsaved, true);
  }
}

function offer(set, said, version) {
  tell(set, `${words.theirs} ${said.theirs} `, true);
  const status = set.querySelector(".status");
  const mine = document.createElement("button");
  mine.type = "button";
  mine.className = "second";
  mine.textContent = words.mine;
  mine.addEventListener("click", () => { version.value = said.version; queue(set); });
  const theirs = document.createElement("button");
  theirs.type = "button";
  theirs.className = "second";
  theirs.textContent = words.keep;
  theirs.addEventListener("click", () => location.reload());
  status.append(mine, " ", theirs);
}

// One save of a field at a time, so that each rests on the version the one before was given.
function queue(set) {
  const last = queues.get(set) || Promise.resolve();
  const next = last.then(() => save(set));
  queues.set(set, next);
  pending.add(next);
  next.finally(() => pending.delete(next));
}

form.addEventListener("change", (event) => {
  const set = fieldset(event.target);
  if (set) queue(set);
});

let waiting;
form.addEventListener("input", (event) => {
  const set = fieldset(event.target);
  if (!set || event.target.type === "radio" || event.target.type === "checkbox") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => queue(set), 2000);
});

// What was answered before this ran, or put back by the browser, is saved too.
function touched(set) {
  return [...set.querySelectorAll("input, textarea")].some((field) =>
    ["radio", "checkbox"].includes(field.type)
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue);
}

for (const set of form.querySelectorAll("fieldset[data-save]")) if (touched(set)) queue(set);

// A page that is sent while a field of it is still being saved would meet its own earlier save as
// if it were a colleague's; so the page waits for its fields.
form.addEventListener("submit", async (event) => {
  clearTimeout(waiting);
  if (leaving || pending.size === 0) return;
  event.preventDefault();
  while (pending.size) await Promise.allSettled(pending);
  leaving = true;
  form.requestSubmit(event.submitter);
});
addEventListener("pageshow", () => { leaving = false; });
