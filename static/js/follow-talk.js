// <follow-talk>: the transcript follows the player and leads it. Without JavaScript both stand on their own: the
// browser's player, and the transcript as a list of times.
class FollowTalk extends HTMLElement {
  connectedCallback() {
    this.media = this.querySelector("audio, video");
    this.lines = [...this.querySelectorAll(".lines > [data-start]")];
    this.starts = this.lines.map((line) => Number(line.dataset.start));
    this.searchWithin();
    if (!this.media) return;
    this.media.addEventListener("timeupdate", () => this.follow());
    this.media.addEventListener("seeked", () => this.follow());
    this.addEventListener("click", (event) => this.clicked(event));
    globalThis.addEventListener("hashchange", () => this.fromAddress(false));
    this.drawProgress();
    this.fromAddress(true);
  }

  // Where an address points: a line ("#f1-12") or a moment ("#t=83").
  fromAddress(first) {
    const hash = decodeURIComponent(location.hash.slice(1));
    const moment = /^t=([\d.]+)/.exec(hash);
    const line = hash && !moment ? this.lines.find((each) => each.id === hash) : null;
    if (moment) this.seek(Number(moment[1]), !first);
    else if (line) this.seek(Number(line.dataset.start), !first);
  }

  seek(seconds, play) {
    const go = () => { this.media.currentTime = seconds; this.follow(); };
    this.media.readyState ? go() : this.media.addEventListener("loadedmetadata", go, { once: true });
    if (this.media.preload === "none") this.media.load();
    if (play) this.media.play().catch(() => {}); // the browser may want a gesture first: the player is there for it
  }

  clicked(event) {
    const at = event.target.closest(".lines .at");
    if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const line = at.closest("[data-start]");
    history.replaceState(null, "", `#${line.id}`);
    this.seek(Number(line.dataset.start), true);
  }

  follow() {
    const now = this.media.currentTime + 0.05;
    let index = -1; // few enough lines that a plain walk costs nothing
    while (index + 1 < this.starts.length && this.starts[index + 1] <= now) index += 1;
    const line = this.lines[index];
    this.draw?.(this.media.currentTime);
    if (line === this.current) return;
    this.current?.classList.remove("playing");
    this.current?.removeAttribute("aria-current");
    this.current = line;
    if (!line) return;
    line.classList.add("playing");
    line.setAttribute("aria-current", "true");
    if (!this.media.paused && !this.contains(document.activeElement?.closest("input"))) this.keepInView(line);
  }

  // Only while it plays, and only if the reader has not scrolled far away to read something else.
  keepInView(line) {
    const box = line.getBoundingClientRect();
    if (box.bottom < -innerHeight || box.top > 2 * innerHeight) return;
    if (box.top > 160 && box.bottom < innerHeight * 0.8) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  drawProgress() {
    const wave = this.querySelector(".player .wave");
    if (!wave) return;
    const done = wave.querySelector(".done");
    const head = wave.querySelector(".head");
    const length = () => this.media.duration || Number(wave.dataset.seconds) || 1;
    head.setAttribute("width", 3);
    this.draw = (seconds) => {
      const x = (900 * seconds) / length();
      done.setAttribute("width", x);
      head.setAttribute("x", x);
    };
    wave.addEventListener("click", (event) => {
      const box = wave.getBoundingClientRect();
      this.seek(((event.clientX - box.left) / box.width) * length(), !this.media.paused);
    });
  }

  // Words within this talk: accents and capitals do not matter; Enter goes to the next.
  searchWithin() {
    const bar = this.querySelector(".search-within");
    if (!bar || !this.lines.length || !globalThis.CSS?.highlights) return;
    bar.hidden = false;
    const field = bar.querySelector("input");
    const status = bar.querySelector("[role=status]");
    let found = [];
    let next = 0;
    const look = () => {
      found = this.marks(fold(field.value.trim()));
      next = 0;
      const lines = new Set(found.map((range) => range.startContainer.parentElement.closest("[data-start]"))).size;
      status.textContent = !field.value.trim() ? "" : lines === 0 ? bar.dataset.none : lines === 1 ? bar.dataset.one : bar.dataset.many.replace("#", lines);
    };
    field.addEventListener("input", look);
    bar.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (!found.length) return;
      found[next % found.length].startContainer.parentElement.closest("[data-start]").scrollIntoView({ block: "center" });
      next += 1;
    });
  }

  marks(word) {
    const ranges = [];
    if (word.length > 1) {
      for (const said of this.querySelectorAll(".lines .said")) {
        for (const node of said.childNodes) {
          if (node.nodeType !== Node.TEXT_NODE) continue;
          const text = fold(node.data);
          if (text.length !== node.data.length) continue;
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
    return ranges;
  }
}

// Letter by letter, so that places in the folded text are places in the text.
function fold(text) {
  return [...text.toLowerCase()].map((letter) => letter.normalize("NFD")[0] ?? letter).join("");
}
customElements.define("follow-talk", FollowTalk);
