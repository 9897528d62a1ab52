/* An SVG of ours as a PNG, drawn by the browser that looks at it: it has the letters of every name. Where it can't, the
   link leads to the one that the server draws. */
(() => {
  "use strict";
  const draw = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };
  document.addEventListener("click", async (event) => {
    const asked = event.target.closest("[data-picture]");
    if (!asked) return;
    event.preventDefault();
    const link = document.createElement("a");
    link.download = asked.download;
    try {
      link.href = URL.createObjectURL(await draw(asked.dataset.picture));
    } catch {
      link.href = asked.href;
    }
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
})();
