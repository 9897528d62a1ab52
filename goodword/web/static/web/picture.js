/* An SVG of ours as a PNG, drawn by the browser that looks at it: it has the letters of every name. */
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
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-picture]");
    if (!button) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await draw(button.dataset.picture));
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
})();
