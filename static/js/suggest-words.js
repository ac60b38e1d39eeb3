// Names, places, subjects and titles offered under the search field while one types: a list the arrow keys walk through.
// Without JavaScript the field is a field. Source: WAI-ARIA Authoring Practices, combobox with list autocomplete.
const WAIT_MS = 120;

class Suggestions {
  constructor(seek) {
    this.seek = seek;
    this.field = seek.querySelector("input");
    this.list = document.createElement("ul");
    this.list.id = `${this.field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", seek.dataset.offered);
    this.status = document.createElement("p");
    this.status.className = "heard-only";
    this.status.setAttribute("aria-live", "polite");
    seek.append(this.list);
    seek.after(this.status);
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(told)) this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), WAIT_MS));
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const text = this.field.value.trim();
    this.asked?.abort();
    if (text.length < 2) return this.close();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`${this.seek.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: this.asked.signal });
      if (answer.ok) this.show(await answer.json());
    } catch { /* a suggestion that does not come is none */ }
  }

  show(found) {
    this.list.replaceChildren(...found.map((each, at) => this.option(each, at)));
    this.chosen = -1;
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = this.seek.dataset.count.replace("#", found.length);
  }

  option(each, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${at}`;
    option.setAttribute("role", "option");
    option.dataset.address = each.address;
    const text = document.createElement("bdi");
    text.textContent = each.text;
    if (each.language) text.lang = each.language;
    const what = document.createElement("small");
    what.textContent = each.what;
    option.append(text, " ", what);
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => location.assign(each.address));
    return option;
  }

  key(event) {
    if (this.list.hidden) return;
    const options = [...this.list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose(options, (this.chosen + step + options.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Enter" && this.chosen >= 0) location.assign(options[this.chosen].dataset.address);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(options, at) {
    options[this.chosen]?.setAttribute("aria-selected", "false");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", options[at].id);
    this.chosen = at;
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();  // what comes after one has closed the list would open it again
    this.list.hidden = true;
    this.chosen = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

for (const seek of document.querySelectorAll("[data-suggest]")) new Suggestions(seek);
