import { DomainError } from "@/lib/errors";
import { readDrawing } from "@/lib/logos/drawings/rules";
import { type CleanLogo, LOGO_MAX } from "@/lib/logos/files/schema";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The parts of a PNG that make its picture; texts, profiles, animations and whatever follows the end are left out. */
const KEPT = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
/** Width and height of a logo of points, at least and at most. */
export const PNG_SIZES = { min: 32, max: 1024 };

function refuse(why: string): DomainError {
  return new DomainError("invalid", "This logo was not taken.", { logo: why });
}

type Chunk = { name: string; data: Uint8Array; whole: Uint8Array };

function readChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ name, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (name === "IEND") return chunks;
    at = end;
  }
  throw refuse("This PNG is cut off.");
}

function cleanPng(bytes: Uint8Array): CleanLogo {
  const chunks = readChunks(bytes);
  const [head] = chunks;
  if (head?.name !== "IHDR" || head.data.length !== 13 || !chunks.some((chunk) => chunk.name === "IDAT"))
    throw refuse("This is no PNG that a browser can show.");
  const view = new DataView(head.data.buffer, head.data.byteOffset, head.data.byteLength);
  const sides = [view.getUint32(0), view.getUint32(4)];
  const { min, max } = PNG_SIZES;
  if (sides.some((side) => side < min || side > max))
    throw refuse(`This PNG is ${sides.join(" × ")}; a logo is ${min} to ${max} pixels wide and high.`);
  const kept = chunks.filter((chunk) => KEPT.has(chunk.name)).map((chunk) => chunk.whole);
  const size = kept.reduce((sum, part) => sum + part.length, SIGNATURE.length);
  const clean = new Uint8Array(size);
  clean.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const part of kept) {
    clean.set(part, at);
    at += part.length;
  }
  return { type: "image/png", bytes: clean };
}

/**
 * An uploaded file as it may be kept and served: told by its content, not by its name. `prefix` goes before the ids of a drawing.
 * Throws “invalid” with the reason in the field `logo` for anything else.
 */
export function cleanLogo(bytes: Uint8Array, prefix: string): CleanLogo {
  if (bytes.length > LOGO_MAX) throw refuse(`A logo has at most ${LOGO_MAX / 1024} KB.`);
  if (SIGNATURE.every((byte, place) => bytes[place] === byte)) return cleanPng(bytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse("This is neither an SVG nor a PNG.");
  }
  if (!/^\s*</.test(text)) throw refuse("This is neither an SVG nor a PNG.");
  const { viewBox, body } = readDrawing(text, prefix);
  const clean = new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${body}</svg>`);
  if (clean.length > LOGO_MAX) throw refuse(`A logo has at most ${LOGO_MAX / 1024} KB.`);
  return { type: "image/svg+xml", bytes: clean };
}

/** A kept drawing taken apart again: what stands inside its svg element, and its view box. */
export function openDrawing(bytes: Uint8Array): { viewBox: string; body: string } | null {
  const found = /^<svg xmlns="[^"]*" viewBox="([^"]*)">(.*)<\/svg>$/s.exec(new TextDecoder().decode(bytes));
  return found ? { viewBox: found[1] ?? "", body: found[2] ?? "" } : null;
}
