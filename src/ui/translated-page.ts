/**
 * Keeps a page alive that a translator has changed. Translators of browsers and of extensions wrap the texts of a page in `<font>` elements, or put such elements
 * in their place. React still has the texts that it made, and throws NotFoundError when it removes one or inserts something before it. The document asks not to be
 * translated (index.html), but not every translator complies.
 */

/** The element that a translator has put in the place of a text. */
const standIns = new WeakMap<Node, ChildNode>();
const taken = new WeakSet<Node>();

/** To be called once. What was translated before stays on the page until the element that it stands in is removed. */
export function surviveTranslation(): void {
  const { removeChild, insertBefore } = Node.prototype;
  // Whatever is not the work of a translator throws as before: it is an error of our own.
  Node.prototype.removeChild = function removeMoved(this: Node, child) {
    const shown = isTakenOut(child) ? standIns.get(child) : child;
    if (shown !== undefined) {
      const gone = this.contains(shown) ? withItsWrappers(shown, this) : shown;
      removeChild.call((this.contains(gone) && gone.parentNode) || this, gone);
    }
    return child;
  };
  Node.prototype.insertBefore = function insertMoved(this: Node, node, before) {
    let place: Node | null | undefined = before;
    while (place && place.parentNode !== this) place = place.parentNode ?? standIns.get(place);
    // Where its place is not known, at the end: that is better than not at all.
    insertBefore.call(this, node, place ?? (before !== null && isTakenOut(before) ? null : before));
    return node;
  };
  new MutationObserver((records, observer) => {
    for (const { type, target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      if (type === 'characterData') putBack(target);
      for (const text of removedNodes) {
        // Put in its place in one step, or beside it first.
        const standIn = isTakenOut(text) ? [...addedNodes, previousSibling, nextSibling].find(isFree) : undefined;
        if (standIn === undefined) continue;
        standIns.set(text, standIn);
        taken.add(standIn);
        observer.observe(text, { characterData: true });
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}

/** The outermost of the elements below `top` that hold this node and nothing else. */
function withItsWrappers(node: Node, top: Node): Node {
  const { parentNode } = node;
  return parentNode === null || parentNode === top || parentNode.childNodes.length > 1 ? node : withItsWrappers(parentNode, top);
}

/** React has written to it: the new text replaces the translation of the old one. */
function putBack(text: Node): void {
  const standIn = standIns.get(text);
  if (!isTakenOut(text) || standIn === undefined) return;
  standIn.replaceWith(text);
  standIns.delete(text);
}

function isTakenOut(node: Node): boolean {
  return node instanceof Text && node.parentNode === null;
}

/** React makes no `<font>`: it is a translator's, and stands for one text. */
function isFree(node: Node | null): node is HTMLElement {
  return node instanceof HTMLElement && node.localName === 'font' && !taken.has(node);
}
