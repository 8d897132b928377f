import { Yaml } from 'cdk8s';
import { Scalar, YamlVocabulary } from './yaml-vocabulary';

/** Documents whose words are learnt together. */
const AT_A_TIME = 64;

/** One for all apps of a process: most of their words are the same. */
const VOCABULARY = new YamlVocabulary();

/**
 * Writes YAML byte for byte as cdk8s does, several times as fast: the block layout by hand, keys and scalars as `Yaml.stringify` writes them.
 * Whole documents go to `Yaml.stringify` wherever there is more to it: text of several lines, objects that occur twice and become anchors,
 * what is neither plain data nor a plain object.
 */
export class YamlWriter {
  // Joined at the end of a document: they take less memory than strings that grow.
  private pieces: string[] = [];

  /** The documents, separated by `---`. */
  public write(documents: Iterable<unknown>): string {
    const texts: string[] = [];
    let batch: unknown[] = [];
    for (const document of documents) {
      batch.push(document);
      if (batch.length === AT_A_TIME) {
        texts.push(...this.batch(batch));
        batch = [];
      }
    }
    texts.push(...this.batch(batch));
    return texts.join('---\n');
  }

  private batch(documents: readonly unknown[]): string[] {
    const arePlain = documents.map(document => isCollection(document) && VOCABULARY.noteAll(() => isPlain(document, new Set())));
    const isLearnt = VOCABULARY.learn();
    const texts = documents.map((document, index) => isLearnt && arePlain[index] ? this.document(document as object) : Yaml.stringify(document));
    VOCABULARY.trim();
    return texts;
  }

  private document(document: object): string {
    this.collection(document, '\n');
    const text = this.pieces.join('');
    this.pieces = [];
    return `${text}\n`;
  }

  /** A list or map; `line` starts a further line of it. */
  private collection(value: object, line: string): void {
    if (Array.isArray(value)) { this.list(value, line); } else { this.map(value as Record<string, unknown>, line); }
  }

  private list(items: readonly unknown[], line: string): void {
    if (items.length === 0) { this.pieces.push('[]'); }
    items.forEach((item, index) => {
      this.pieces.push(index === 0 ? '- ' : `${line}- `);
      if (isCollection(item)) {
        this.collection(item, `${line}  `);
      } else {
        this.pieces.push(VOCABULARY.scalar(item as Scalar));
      }
    });
  }

  private map(map: Record<string, unknown>, line: string): void {
    const keys = Object.keys(map);
    if (keys.length === 0) { this.pieces.push('{}'); }
    keys.forEach((key, index) => {
      const value = map[key];
      if (index > 0) { this.pieces.push(line); }
      this.pieces.push(VOCABULARY.key(key));
      if (isCollection(value)) {
        this.pieces.push(isEmpty(value) ? ' ' : `${line}  `);
        this.collection(value, `${line}  `);
      } else {
        this.pieces.push(' ', VOCABULARY.scalar(value as Scalar));
      }
    });
  }
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: object): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** Whether something is lists, maps, keys and scalars alone, none of the lists and maps twice; notes the keys and scalars. */
function isPlain(value: unknown, seen: Set<object>): boolean {
  if (!isCollection(value)) { return VOCABULARY.noteScalar(value); }
  if (seen.has(value) || !isPlainCollection(value)) { return false; }
  seen.add(value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (!isPlain(value[i], seen)) { return false; }
    }
    return true;
  }
  return Object.entries(value).every(([key, item]) => VOCABULARY.noteKey(key) && isPlain(item, seen));
}

function isPlainCollection(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return (Array.isArray(value) ? prototype === Array.prototype : prototype === Object.prototype || prototype === null)
    && typeof (value as { toJSON?: unknown }).toJSON !== 'function'
    && Object.getOwnPropertySymbols(value).length === 0;
}
