/* A page that is a step behind the books is looked at again until it is not, and says so only once that has taken a
   while. Whoever is typing decides when; a page on which nothing reads otherwise is left as it stands. */
(() => {
  "use strict";
  const $ = (query, root = document) => root.querySelector(query);
  const isTyped = (field) => field.value !== field.defaultValue || field === document.activeElement;
  const began = Date.now();
  const words = (main) => {
    const bare = main.cloneNode(true);
    $("#behind", bare)?.remove();
    bare.querySelectorAll("script").forEach((script) => script.remove());
    return bare.textContent.replace(/\s+/g, " ");
  };
  const look = async () => {
    const line = $("#behind");
    if (!line) return;
    let page;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) throw new Error(answer.status);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { // the line is down for a moment, or the server is
      setTimeout(look, 5000);
      return;
    }
    const main = $("main");
    if ($("#behind", page)) {
      if (Date.now() - began > 3000) line.hidden = false;
      setTimeout(look, 1000);
    } else if (!$("main", page)) return;
    else if (words(main) === words($("main", page))) line.remove();
    else if ([...main.querySelectorAll("input:not([type=hidden]), textarea")].some(isTyped)) {
      $("span", line).textContent = line.dataset.ready;
      $("a", line).textContent = line.dataset.show;
      line.hidden = false;
    } else {
      main.replaceWith($("main", page));
      globalThis.htmx?.process($("main"));
    }
  };
  setTimeout(look, 600);
})();
