/* For your website: whoever comes with "?via=..." in the address keeps it, on every page of yours, until they write or
   buy. No cookie, nothing is stored. If this file is gone, the code still stands in the address they came by. */
(() => {
  "use strict";
  const script = document.currentScript;
  const via = new URLSearchParams(location.search).get("via") || "";
  if (!/^[a-z0-9]{8}$/i.test(via)) return;

  /* Your own pages, and your payment links at Stripe, which hand the code back with the sale. */
  const keep = (link) => {
    if (!link || !/^https?:$/.test(link.protocol)) return;
    const at = new URL(link.href);
    const name = at.host === location.host ? "via" : at.host === "buy.stripe.com" ? "client_reference_id" : "";
    if (!name || at.searchParams.has(name)) return;
    at.searchParams.set(name, via);
    link.href = at.href;
  };
  const fill = (form) => {
    for (const field of form.querySelectorAll("input[name=via]")) field.value ||= via;
    if (form.querySelector("input[name=via]") || new URL(form.action, location).host !== location.host) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "via";
    field.value = via;
    form.append(field);
  };
  for (const kind of ["click", "auxclick", "contextmenu"])
    addEventListener(kind, (event) => keep(event.target.closest?.("a[href]")), true);
  addEventListener("submit", (event) => fill(event.target), true);

  /* Goodword counts the opening, if the file comes from there, or data-goodword tells its address. */
  const home = new URL(script.dataset.goodword || script.src, location);
  if (home.host !== location.host) navigator.sendBeacon?.(`${home.origin}/s/${via}/seen/`);
})();
