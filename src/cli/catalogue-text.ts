import { CATALOGUE, CatalogueEntry } from '../controls/catalogue';

const INDENT = 10;

/** The entry of an id; undefined where there is none. */
export function findEntry(id: string): CatalogueEntry | undefined {
  return CATALOGUE.find(entry => entry.id === id);
}

/** The ids that begin alike, for whoever mistyped one. */
export function similarIds(id: string): string[] {
  const words = id.split('-');
  return CATALOGUE.map(entry => entry.id as string).filter(known => known.split('-').some(word => words.includes(word))).slice(0, 5);
}

/** The catalogue as text: severity and id, and below them what the control asks for. */
export function listText(entries: readonly CatalogueEntry[]): string {
  return entries.map(({ id, severity, title }) => `${severity.padEnd(INDENT)}${id}\n${' '.repeat(INDENT)}${title}`).join('\n');
}

/** One control as text. */
export function explainText({ id, severity, title, standards }: CatalogueEntry): string {
  return [
    `${id} (${severity})`,
    `${title}.`,
    standards.length > 0 ? `Standards: ${standards.join(', ')}` : 'Standards: none asks for it by name',
    `Waive it: Waiver.of(CheckId.${id.toUpperCase().replace(/-/g, '_')}, { reason, expires, owner })`,
  ].join('\n');
}
