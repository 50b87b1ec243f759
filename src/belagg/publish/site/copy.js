// Puts a button on each sentence that tells a number. Without scripts they are copied as any text.
const list = document.querySelector("#numbers-to-copy ~ ul");
const words = document.documentElement.lang === "sv"
  ? ["Kopiera", "Kopierat"] : ["Copy", "Copied"];
for (const entry of list?.children ?? []) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words[0];
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const link = entry.querySelector("a[href*='/data/']:last-of-type");
    const sentence = entry.querySelector("p").textContent.replace(link.textContent, link.href);
    await navigator.clipboard.writeText(sentence.replace(/\s+/g, " ").trim());
    said.textContent = ` ${words[1]}`;
  });
  entry.append(button, said);
}
