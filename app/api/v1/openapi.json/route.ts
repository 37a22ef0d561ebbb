import { answerJson } from "@/lib/api";
import { createDocument } from "@/lib/openapi/rules";
import { site } from "@/lib/site";

/** The API described in OpenAPI 3.1. */
export function GET(): Response {
  return answerJson(createDocument(site));
}
