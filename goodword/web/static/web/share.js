/* data-share="#id": the phone's own list of whom to send words to. Where it has none, the button stays hidden. */
(() => {
  "use strict";
  if (!navigator.share) return;
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.querySelector(button.dataset.share).textContent.trim();
      navigator.share({ text }).catch(() => {}); // closed without a choice
    });
  }
})();
