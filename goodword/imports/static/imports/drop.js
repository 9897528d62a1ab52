/* A small comfort of the Files page: what is dropped anywhere on it, folders with all that is in them too, stands in its
   form (form[data-drop]), as if it had been chosen there. */
(() => {
  "use strict";
  const takes = document.querySelector("form[data-drop]");
  if (!takes) return;

  const within = async (entry) => {
    if (entry.isFile) return [await new Promise((found, failed) => entry.file(found, failed))];
    const reader = entry.createReader();
    const inside = [];
    for (let part; (part = await new Promise((found, failed) => reader.readEntries(found, failed))).length;) inside.push(...part);
    return (await Promise.all(inside.map(within))).flat();
  };
  const dropped = async (items) => {
    const entries = [...items].filter((one) => one.kind === "file").map((one) => one.webkitGetAsEntry?.() ?? one.getAsFile());
    const found = await Promise.all(entries.map((one) => (one instanceof File ? [one] : within(one))));
    return found.flat().filter((file) => !file.name.startsWith(".")); // .DS_Store and the like are nobody's
  };
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    takes.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) takes.classList.remove("dropping"); });
  document.addEventListener("drop", async (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    takes.classList.remove("dropping");
    const all = new DataTransfer();
    for (const file of await dropped(event.dataTransfer.items)) all.items.add(file);
    const input = takes.querySelector("input[type=file]");
    input.files = all.files;
    input.scrollIntoView({ block: "center" });
    takes.querySelector("button:not([type])")?.focus({ preventScroll: true });
  });
})();
