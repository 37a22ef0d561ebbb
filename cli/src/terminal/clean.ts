// Control characters, and those that turn the direction of writing: a file's name or a server's answer must not steer the terminal.
const STEERING = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

function escapeSteering(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Text as one line that a terminal only shows: control characters are written as `\u001b`. */
export function clean(text: string): string {
  return text.replace(STEERING, escapeSteering);
}

/** The same for text of several lines. */
export function cleanLines(text: string): string {
  return text.replace(STEERING, (character) => (character === "\n" ? character : escapeSteering(character)));
}

/** JSON that a terminal only shows; the escapes are JSON's own, so that nothing is lost. */
export function cleanJson(value: unknown): string {
  return cleanLines(JSON.stringify(value, null, 2));
}
