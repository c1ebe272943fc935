/** The words of an element: fetched when they are wanted, and tried again when that fails. */
import type { ReactiveControllerHost } from "lit";
import { FileController } from "../../controllers/file.ts";
import { fetchVectors, type WordVectors } from "./vectors.ts";

/** The element's `data-state` tells how far it is. */
export class VectorsController extends FileController<WordVectors> {
  constructor(
    private readonly element: ReactiveControllerHost & HTMLElement,
    /** The file, as the page names it. */
    file: () => string,
    /** Called once they are there. */
    ready: (vectors: WordVectors) => void,
  ) {
    super(element, { file, what: "the words", fetch: fetchVectors, ready });
  }

  get vectors(): WordVectors | null {
    return this.content;
  }

  override hostUpdated(): void {
    this.element.dataset["state"] = this.state;
  }
}
