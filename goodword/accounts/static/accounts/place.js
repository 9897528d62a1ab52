// Asks the browser where it is, for what the server could not know: the time zone, and the country from the language.
"use strict";

function choose(select, value) {
  const there = select && [...select.options].some((option) => option.value === value);
  if (there && !select.value) select.value = value;
}

choose(document.querySelector("select[name=zone]"), Intl.DateTimeFormat().resolvedOptions().timeZone);
choose(document.querySelector("select[name=country]"), navigator.language.split("-").pop().toUpperCase());
