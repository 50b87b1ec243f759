// Shows the row as it would stand a moment after the last key; without this the button does it.
const form = document.querySelector("[data-live]");
let waiting;
let asked = 0;
async function show() {
  const mine = ++asked;
  const data = new FormData(form);
  data.set("show", "1");
  const response = await fetch(form.action, { method: "POST", body: data });
  if (!response.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById("live");
  if (fresh) document.getElementById("live").replaceChildren(...fresh.childNodes);
}
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 700);
});
