import { ReadError, type Reader, type Scope, type Signal } from "@/cli/src/detect/finding";
import { linesOf, textOf, versionOf } from "@/cli/src/detect/text";
import { yamlPairs } from "@/cli/src/detect/yaml-pairs";

/** Reads `ghcr.io/owner/name:1.2-alpine@sha256:…`: the image's name as the mapping knows it, and its version. Null where variables hide it. */
export function imageOf(reference: string): { name: string; version?: string } | null {
  if (reference.length > 300) return null;
  // `${TAG:-16}` stands for its default.
  const plain = reference.replace(/\$\{[^}:]*:?-([^}]*)\}/g, "$1").split("@")[0] ?? "";
  const colon = plain.lastIndexOf(":");
  const hasTag = colon > plain.lastIndexOf("/");
  const name = (hasTag ? plain.slice(0, colon) : plain)
    .replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, "")
    .replace(/^library\//, "");
  if (!/^[\w./-]+$/.test(name)) return null;
  const version = hasTag ? /^v?(\d[\w.]*)/.exec(plain.slice(colon + 1))?.[1] : undefined;
  return { name: name.toLowerCase(), ...(version ? { version } : {}) };
}

/** The signal of an image; what registries put before well-known names is left out when the full name is unknown there. */
export function imageSignal(reference: string, line: number | undefined, scope: Scope, what: string): Signal[] {
  const image = imageOf(reference);
  if (!image) return [];
  const place = { line, scope, what: what.slice(0, 120) };
  const signal: Signal = { ecosystem: "image", name: image.name, version: versionOf(image.version), ...place };
  // `uv:0.11-python3.12` says which Python is in it.
  const python = /[:-]python(\d+(?:\.\d+)*)/.exec(reference)?.[1];
  if (!python) return [signal];
  return [signal, { ecosystem: "tool", name: "python", version: python, ...place, confidence: 0.75 }];
}

/** Packages of Debian and Alpine that a Dockerfile installs and that are a tool of their own. */
const INSTALLED: Record<string, RegExp> = {
  nginx: /^nginx(?:-\w+)?$/,
  "apache-http-server": /^(?:apache2|httpd)$/,
  caddy: /^caddy$/,
  haproxy: /^haproxy$/,
  nodejs: /^nodejs$/,
  memcached: /^memcached$/,
  mariadb: /^mariadb-server$/,
  postgresql: /^postgresql(?:-\d+)?$/,
  redis: /^redis(?:-server)?$/,
};

const dockerfile: Reader = {
  name: "Dockerfile",
  matches: (_, base) =>
    (/^(?:Dockerfile|Containerfile)(?:[._-][\w.-]+)?$/i.test(base) || /\.(?:dockerfile|containerfile)$/i.test(base)) &&
    // Highlighters, templates and documents of Dockerfiles bear the name too.
    !/\.(?:[cm]?[jt]sx?|json|md|html|css|py|go|rb|exs?|eex|erl|rs|java|kts?|php|cs|swift|scala|dart|vim|lua|svg|png|j2|tpl|erb|ya?ml)$/i.test(
      base,
    ),
  read: ({ path, text }) => {
    const signals: Signal[] = [];
    const stages = new Set<string>();
    const values = new Map<string, string>();
    const scope: Scope = /dev|test|\bci\b/i.test(path) ? "dev" : "run";
    let from = 0;
    for (const { line, text: one } of linesOf(text)) {
      const argument = /^\s*ARG\s+(\w+)=["']?([^\s"']+)/i.exec(one);
      if (argument?.[1]) values.set(argument[1], (argument[2] ?? "").slice(0, 100));
      const found = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(one);
      if (found?.[1]) {
        from++;
        const reference = found[1].replace(/\$\{?(\w+)\}?/g, (whole, name) => values.get(name) ?? whole);
        if (!stages.has(reference.toLowerCase()))
          signals.push(...imageSignal(reference, line, scope, `FROM ${reference}`));
        if (found[2]) stages.add(found[2].toLowerCase());
      }
      const copied = /^\s*COPY\s+--from=(\S+)/i.exec(one)?.[1];
      if (copied && !stages.has(copied.toLowerCase()) && !/^\d+$/.test(copied))
        signals.push(...imageSignal(copied, line, scope, `COPY --from=${copied}`));
      for (const word of one.replace(/#.*$/, "").split(/[\s\\&;|]+/))
        for (const [tool, names] of Object.entries(INSTALLED))
          if (
            names.test(word) &&
            /\b(?:apk|apt-get|apt|dnf|yum|microdnf)\b|^\s+[\w.+-]+(?:\s+[\w.+=-]+)*\s*\\?$/.test(one)
          )
            signals.push({
              ecosystem: "tool",
              name: tool,
              line,
              scope,
              what: one.trim().slice(0, 100),
              confidence: 0.75,
            });
    }
    if (from === 0) throw new ReadError("has no FROM line");
    signals.push({ ecosystem: "tool", name: "docker", scope: "run", what: "a Dockerfile" });
    return { signals };
  },
};

const compose: Reader = {
  name: "compose file",
  matches: (_, base) =>
    /^(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/i.test(base) || /^docker-compose[\w.-]*\.ya?ml$/i.test(base),
  read: ({ path, text }) => {
    const pairs = yamlPairs(text);
    const scope: Scope = /test|\bci\b|e2e/i.test(path) ? "ci" : /dev|local/i.test(path) ? "dev" : "run";
    const signals = pairs.flatMap(({ path: above, key, value, line }): Signal[] => {
      const image = textOf(value);
      return key === "image" && image && (above[0] === "services" || above.length === 1)
        ? imageSignal(image, line, scope, `image: ${image}`)
        : [];
    });
    if (
      !pairs.some(
        ({ path: above, key }) => above.length === 0 && ["services", "include", "version", "volumes"].includes(key),
      ) &&
      signals.length === 0
    )
      return { signals: [] };
    signals.push({ ecosystem: "tool", name: "docker-compose", scope: "run", what: "a compose file" });
    signals.push({ ecosystem: "tool", name: "docker", scope: "run", what: "a compose file", confidence: 0.9 });
    return { signals };
  },
};

/** Dockerfiles and compose files. */
export const containerReaders: Reader[] = [dockerfile, compose];
