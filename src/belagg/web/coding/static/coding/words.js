// Words selected in the text of a page become the passage of a grade: their place in the document
// goes into the form. Places count characters as Python does, not as JavaScript.
const form = document.querySelector(".grading");
const lines = document.querySelector(".lines");
const choice = form?.querySelector("[data-words]");

function placeOf(node, offset) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-start]");
  if (!line || !lines.contains(line)) return null;
  const before = document.createRange();
  before.selectNodeContents(line.querySelector(".t"));
  before.setEnd(node, offset);
  return Number(line.dataset.start) + [...before.toString()].length;
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!choice || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!lines.contains(range.startContainer) || !lines.contains(range.endContainer)) return;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  form.elements.start.value = start;
  form.elements.end.value = end;
  choice.hidden = false;
  choice.querySelector("input").checked = true;
  choice.querySelector("q").textContent = selection.toString().replace(/\s+/g, " ").trim().slice(0, 120);
});
