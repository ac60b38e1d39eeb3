// <copy-text>: a reference one can copy with one button. Without JavaScript the text is there to be selected.
class CopyText extends HTMLElement {
  connectedCallback() {
    const row = this.querySelector(".row");
    const text = this.querySelector(".cite");
    if (!navigator.clipboard || !row || !text) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.copy;
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent.replace(/\s+/g, " ").trim());
      said.textContent = this.dataset.copied;
    });
    row.prepend(button);
    row.append(said);
  }
}
customElements.define("copy-text", CopyText);
