/** Decorators for the properties of elements: Lit's own support two dialects, and weigh more. */
import type { LitElement, PropertyDeclaration } from "lit";

type Decorator = (prototype: LitElement, name: string) => void;

/** Declares a property that pages or templates set; a change draws the element again. */
export function property(options: PropertyDeclaration): Decorator {
  return (prototype, name) =>
    (prototype.constructor as typeof LitElement).createProperty(name, options);
}

/** Declares what only the element itself sets; a change draws the element again. */
export function state(): Decorator {
  return property({ state: true });
}
