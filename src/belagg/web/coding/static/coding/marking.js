// Words selected in a text go into the form that marks them, with their place. Places count
// characters as Python does, not as JavaScript. Clicking in the form keeps what was selected.
const form = document.querySelector(".marking");
const text = document.getElementById("text");

function placeOf(node, offset) {
  const passage = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".passage");
  if (!passage || !text.contains(passage)) return null;
  const words = passage.querySelector(".t");
  const before = document.createRange();
  before.selectNodeContents(words);
  const inside = words.contains(node);
  if (inside) before.setEnd(node, offset);
  else if (words.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) before.collapse(true);
  return Number(passage.dataset.start) + [...before.toString()].length;
}

function selected(range) {
  const parts = [...text.querySelectorAll(".t")].filter((one) => range.intersectsNode(one));
  return parts.map((one) => {
    const part = range.cloneRange();
    if (!one.contains(part.startContainer)) part.setStartBefore(one);
    if (!one.contains(part.endContainer)) part.setEndAfter(one);
    return part.toString();
  }).join(" ").replace(/\s+/g, " ").trim();
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!form || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  form.elements.start.value = start;
  form.elements.end.value = end;
  form.elements.words.value = selected(range);
});
