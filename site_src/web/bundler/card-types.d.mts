/** Where the generated module is. */
export const TARGET: string;
/** The text of the module. */
export function cardTypes(): Promise<string>;
