// Narrows the list of all pages while one types. Without scripts the whole list stands there.
const list = document.querySelector("main ul");
const words = (text) => text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
const label = document.createElement("label");
label.textContent = document.querySelector("main h1").textContent;
const field = document.createElement("input");
field.type = "search";
field.autocomplete = "off";
label.append(field);
const count = document.createElement("p");
count.setAttribute("role", "status");
list.before(label, count);
const entries = [...list.children].map((node) => [node, node.textContent.toLocaleLowerCase()]);
field.addEventListener("input", () => {
  const wanted = words(field.value);
  let shown = 0;
  for (const [node, text] of entries) {
    node.hidden = !wanted.every((word) => text.includes(word));
    shown += node.hidden ? 0 : 1;
  }
  count.textContent = wanted.length ? String(shown) : "";
});
