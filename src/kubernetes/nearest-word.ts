/** How many wrong letters are a misspelling; with more it is another word. */
const tolerated = (word: string): number => (word.length < 6 ? 1 : 2);

/** How many letters have to be added, dropped or changed to make one word of another (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

/** The word that was probably meant; undefined where none is near. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const near = words
    .map(candidate => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= tolerated(candidate))
    .sort((a, b) => a.far - b.far);
  return near[0]?.candidate;
}
