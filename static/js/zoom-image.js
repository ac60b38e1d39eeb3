// <zoom-image source="…/info.json">: deep zoom over the picture it holds, with buttons of our own.
// The picture itself stays until the first tiles are drawn, and for good where they cannot be.
const ICONS = {
  plus: "M9 3h2v6h6v2h-6v6H9v-6H3V9h6z",
  minus: "M3 9h14v2H3z",
  whole: "M3 3h6v2H5v4H3zM11 3h6v6h-2V5h-4zM3 11h2v4h4v2H3zM15 11h2v6h-6v-2h4z",
  turn: "M10 3.500V0l5.500 4.500L10 9V5.500A5.500 5.500 0 1 0 15.500 11h2A7.500 7.500 0 1 1 10 3.500z",
  screen: "M2 3h16v11H2zm2 2v7h12V5zM6 16h8v2H6z",
};
const SVG = "http://www.w3.org/2000/svg";
const STEP = 1.6;
const PAN = 0.12; // of the window's width, for one press of an arrow

class ZoomImage extends HTMLElement {
  connectedCallback() {
    // The viewer's own script is deferred; modules come after it.
    if (globalThis.OpenSeadragon) this.open();
  }

  open() {
    this.picture = this.querySelector("img");
    const canvas = document.createElement("div");
    canvas.className = "canvas waiting";
    // As tall as the picture asks, within what the sheet of styles allows.
    canvas.style.aspectRatio = `${this.picture.getAttribute("width")} / ${this.picture.getAttribute("height")}`;
    this.append(canvas);
    forestallStyle();
    this.viewer = globalThis.OpenSeadragon({
      element: canvas,
      tileSources: this.getAttribute("source"),
      drawer: "canvas", // one canvas for all phones; the WebGL one needs to read pixels across origins
      showNavigationControl: false,
      showNavigator: false,
      animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.4,
      visibilityRatio: 0.6,
      minZoomImageRatio: 0.9,
      maxZoomPixelRatio: 2,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true, scrollToZoom: false },
      gestureSettingsTouch: { pinchRotate: false },
    });
    this.viewer.addOnceHandler("tile-drawn", () => this.show(canvas));
    this.viewer.addOnceHandler("open-failed", () => this.viewer.destroy());
  }

  show(canvas) {
    canvas.classList.remove("waiting");
    this.picture.hidden = true;
    const view = this.viewer.viewport;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${this.picture.alt} ${this.dataset.help}`);
    for (const inner of canvas.querySelectorAll("[tabindex], [role]")) {
      inner.removeAttribute("tabindex");
      inner.removeAttribute("role");
    }
    canvas.addEventListener("keydown", (event) => this.key(event));
    // The wheel turns the page until one asks to zoom: with Ctrl, or after a first zoom.
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false, capture: true });
    this.viewer.addHandler("zoom", () => this.classList.toggle("close-up", view.getZoom(false) > view.getHomeZoom() * 1.05));
    this.tools();
    requestAnimationFrame(() => { this.viewer.forceResize?.(); view.goHome(true); });
  }

  tools() {
    const bar = document.createElement("div");
    bar.className = "zooms";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", this.dataset.tools);
    for (const name of ["plus", "minus", "whole", "turn", "screen"]) {
      if (name === "screen" && !document.fullscreenEnabled) continue;
      bar.append(this.tool(name));
    }
    this.prepend(bar);
  }

  tool(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.setAttribute("aria-label", this.dataset[name]);
    button.title = this.dataset[name];
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("viewBox", "0 0 20 20");
    icon.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", ICONS[name]);
    icon.append(path);
    button.append(icon);
    button.addEventListener("click", () => this.act(name));
    return button;
  }

  act(name) {
    const view = this.viewer.viewport;
    if (name === "plus") view.zoomBy(STEP);
    if (name === "minus") view.zoomBy(1 / STEP);
    if (name === "whole") { view.setRotation(0); view.goHome(); }
    if (name === "turn") view.setRotation(view.getRotation() + 90);
    if (name === "screen") document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen();
    view.applyConstraints();
  }

  key(event) {
    const view = this.viewer.viewport;
    const width = view.getBounds().width * PAN;
    const ways = { ArrowLeft: [-width, 0], ArrowRight: [width, 0], ArrowUp: [0, -width], ArrowDown: [0, width] };
    const acts = { "+": "plus", "=": "plus", "-": "minus", "0": "whole" };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ways[event.key]) view.panBy(new globalThis.OpenSeadragon.Point(...ways[event.key]));
    else if (acts[event.key]) this.act(acts[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    view.applyConstraints();
  }

  wheel(event) {
    if (!event.ctrlKey && !this.classList.contains("close-up")) return;
    event.preventDefault();
    event.stopPropagation();
    const view = this.viewer.viewport;
    const box = this.viewer.element.getBoundingClientRect();
    const at = view.pointFromPixel(new globalThis.OpenSeadragon.Point(event.clientX - box.x, event.clientY - box.y));
    view.zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2, at);
    view.applyConstraints();
  }
}

// The viewer would add a style of its own, which our content policy refuses; it does not where it finds one by this name.
function forestallStyle() {
  if (document.querySelector("style[data-openseadragon-mobile-css]")) return;
  const standIn = document.createElementNS("about:none", "style");
  standIn.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(standIn);
}
customElements.define("zoom-image", ZoomImage);
