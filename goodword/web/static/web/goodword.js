/* Small comforts. Every page works without this file; nothing here decides anything.
   data-copy="#id" · data-sent="#id" · data-opened="address" data-way · form[data-offline-keep] · [data-keys] data-key · details.menu · textareas that grow */
(() => {
  "use strict";
  const $ = (query, root = document) => root.querySelector(query);
  const say = (text, bad) => {
    const list = $("#messages");
    if (!list || !text) return;
    const line = document.createElement("div");
    line.className = bad ? "error" : "success";
    line.textContent = text;
    list.replaceChildren(line);
    if (bad) line.scrollIntoView({ block: "nearest" });
  };

  /* Copy: the button says so for two seconds, then its own name again. */
  const copy = async (button) => {
    const from = $(button.dataset.copy);
    const text = from.value ?? from.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard without HTTPS: mark the text, so that the phone's own menu copies it.
      if (from.select) from.select();
      else getSelection().selectAllChildren(from);
      if (!document.execCommand("copy")) return;
    }
    const name = button.textContent;
    button.textContent = button.dataset.done || name;
    setTimeout(() => { button.textContent = name; }, 2000);
  };

  /* "Did you send it?": asked when the owner comes back from the phone's own messages. */
  let away = null;
  const ask = () => {
    if (document.visibilityState !== "visible" || !away) return;
    const asked = $(away);
    away = null;
    if (!asked) return;
    asked.open = true;
    $("button", asked)?.focus({ preventScroll: true });
    asked.scrollIntoView({ block: "center" });
  };
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);

  /* That the words were opened in the phone's messages: the page may be gone before the answer, so it need not come. */
  const tellOpened = (link) => {
    const token = $("input[name=csrfmiddlewaretoken]")?.value;
    const body = new URLSearchParams({ way: link.dataset.way });
    fetch(link.dataset.opened, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token } }).catch(() => {});
  };

  document.addEventListener("click", (event) => {
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    const link = event.target.closest("a[data-sent]");
    if (link) setTimeout(() => { away = link.dataset.sent; }, 300);
    const opened = event.target.closest("a[data-opened]");
    if (opened) tellOpened(opened);
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const keys = event.target.closest("[data-keys]"); // only while their card has the focus
    if (keys && !event.ctrlKey && !event.metaKey) $(`[data-key="${CSS.escape(event.key)}"]`, keys)?.click();
    const menu = event.key === "Escape" && $("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    $("summary", menu).focus();
  });

  /* Textareas grow with what is written; browsers that know field-sizing need no help. */
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  if (!CSS.supports("field-sizing", "content"))
    document.addEventListener("input", (event) => { if (event.target.matches("textarea")) grow(event.target); });

  /* Notes written without a connection wait here, and are sent once it is back. Each carries a key (the field
     `key`), so that one sent twice is kept once. They belong to the member who wrote them: nobody else sends them. */
  const SHELF = "goodword-kept";
  const member = document.body.dataset.member;
  const read = () => JSON.parse(localStorage.getItem(SHELF) || "[]");
  const write = (kept) => localStorage.setItem(SHELF, JSON.stringify(kept));
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

  const keep = (form) => {
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    write([...read(), { member, to: form.action, fields }]);
    form.reset();
    if (form.elements.key) form.elements.key.value = newKey();
    say(form.dataset.offlineKeep);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-offline-keep]") || navigator.onLine || !member) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keep(form);
  }, true);

  const arrived = async (one, token) => {
    const body = new URLSearchParams([...one.fields, ["csrfmiddlewaretoken", token]]);
    const answer = await fetch(one.to, { method: "POST", body, headers: { "X-CSRFToken": token } });
    // A redirect to the sign-in page is a page too: only one that knows the member shows that it was kept.
    return answer.ok && (!answer.redirected || (await answer.text()).includes(" data-member="));
  };
  const send = async () => {
    const token = $("input[name=csrfmiddlewaretoken]")?.value;
    if (!member || !token || !navigator.onLine) return;
    for (const one of read().filter((kept) => kept.member === member)) {
      try {
        if (!(await arrived(one, token))) continue;
      } catch { return; }
      const same = JSON.stringify(one);
      write(read().filter((kept) => JSON.stringify(kept) !== same));
      say($("#messages")?.dataset.arrived);
    }
  };
  // One tab sends at a time; where the browser has no locks, the key alone keeps twice from being two.
  const sendOnce = () => { if (read().length) navigator.locks ? navigator.locks.request(SHELF, send) : send(); };
  addEventListener("online", sendOnce);
  sendOnce();

  /* htmx swaps nothing when the line is down or the server breaks: say so. */
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
    document.addEventListener(name, () => say($("#messages")?.dataset.lost, true));
})();
