"use client";

import { useEffect, useState } from "react";
import { z } from "zod/mini";

const answerSchema = z.object({ tools: z.array(z.object({ slug: z.string(), name: z.string() })) });
type Near = z.infer<typeof answerSchema>["tools"];

/** Tools whose names are near the words of an address that leads nowhere. */
export function NearNames() {
  const [near, setNear] = useState<Near>([]);
  useEffect(() => {
    const words = window.location.pathname.split("/").filter(Boolean).at(-1) ?? "";
    fetch(`/api/near?words=${encodeURIComponent(words.slice(0, 200))}`)
      .then((response) => response.json())
      .then((body) => setNear(answerSchema.parse(body).tools))
      .catch(() => setNear([]));
  }, []);
  if (near.length === 0) return null;
  return (
    <p className="mt-6">
      Did you mean{" "}
      {near.map((tool, position) => (
        <span key={tool.slug}>
          {position > 0 && ", "}
          <a href={`/tools/${tool.slug}`}>{tool.name}</a>
        </span>
      ))}
      ?
    </p>
  );
}
