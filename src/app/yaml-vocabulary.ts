import { Yaml } from 'cdk8s';

/** What is written on one line. */
export type Scalar = string | number | boolean | null;

/** Then the vocabulary starts anew: some five megabytes. */
const MOST_CHARACTERS = 1_000_000;

/** A document with more words of its own, data rather than a manifest, takes longer to learn than to write in one piece. */
const MOST_NEW_WORDS = 200;

/** Longer keys may not fit on one line: YAML allows 1,024 characters for one, and an escape takes up to six of them. */
const LONGEST_KEY = 150;

/** How cdk8s writes keys and scalars: `Yaml.stringify` is asked for each of them once, and for many at a time. */
export class YamlVocabulary {
  private readonly keys = new Map<string, string>();
  private readonly scalars = new Map<Scalar, string>();
  private readonly newKeys = new Set<string>();
  private readonly newScalars = new Set<Scalar>();
  private newWords: (() => void)[] = [];
  private characters = 0;

  /** Takes the words of a document to be learnt, if `note` says that the document can be written with them. */
  public noteAll(note: () => boolean): boolean {
    this.newWords = [];
    const isNoted = note();
    if (isNoted) { this.newWords.forEach(add => add()); }
    return isNoted;
  }

  /** False for a key that is written in different ways at different places. */
  public noteKey(key: string): boolean {
    if (this.keys.has(key)) { return true; }
    // A document marker matters at the top only; a merge is no key.
    if (key.length > LONGEST_KEY || key.includes('\n') || /^(---|\.\.\.|<<)/.test(key)) { return false; }
    return this.newWords.push(() => this.newKeys.add(key)) <= MOST_NEW_WORDS;
  }

  /** False for what is no scalar, for one of several lines, and for one that a Map takes for another. */
  public noteScalar(value: unknown): boolean {
    if (this.scalars.has(value as Scalar)) { return !Object.is(value, -0); }
    const isScalar = typeof value === 'string' ? !value.includes('\n')
      : typeof value === 'number' ? !Object.is(value, -0)
        : typeof value === 'boolean' || value === null;
    return isScalar && this.newWords.push(() => this.newScalars.add(value as Scalar)) <= MOST_NEW_WORDS;
  }

  /** Learns all that was noted. False if it cannot be read back line by line: then none of it can be written. */
  public learn(): boolean {
    const keys = Object.fromEntries([...this.newKeys].map(key => [key, 0]));
    const scalars = [...this.newScalars];
    this.newKeys.clear();
    this.newScalars.clear();
    return this.read(keys, /^(.*:) 0$/s, Object.keys(keys), this.keys) && this.read(scalars, /^- (.*)$/s, scalars, this.scalars);
  }

  /** With its colon. */
  public key(key: string): string {
    return this.keys.get(key)!;
  }

  public scalar(value: Scalar): string {
    return this.scalars.get(value)!;
  }

  /** Forgets everything when it has become too much. What was noted before must have been written by then. */
  public trim(): void {
    if (this.characters <= MOST_CHARACTERS) { return; }
    this.keys.clear();
    this.scalars.clear();
    this.characters = 0;
  }

  private read<T>(document: object, pattern: RegExp, words: readonly T[], into: Map<T, string>): boolean {
    if (words.length === 0) { return true; }
    const text = Yaml.stringify(document);
    const lines = text.slice(0, -1).split('\n').map(line => pattern.exec(line)?.[1]);
    if (lines.length !== words.length || lines.includes(undefined)) { return false; }
    words.forEach((word, index) => into.set(word, lines[index]!));
    this.characters += 2 * text.length;
    return true;
  }
}
