import type { Reader, Signal } from "@/cli/src/detect/finding";
import { imageSignal } from "@/cli/src/detect/readers/containers";
import { linesOf, textOf, versionOf } from "@/cli/src/detect/text";
import { yamlPairs } from "@/cli/src/detect/yaml-pairs";

const KINDS =
  /^kind:\s*["']?(?:Deployment|StatefulSet|DaemonSet|Service|Ingress|ConfigMap|Secret|Job|CronJob|Namespace|Pod|ServiceAccount|ClusterRole(?:Binding)?|Role(?:Binding)?|PersistentVolumeClaim|CustomResourceDefinition|HorizontalPodAutoscaler|NetworkPolicy)\b/m;
const API =
  /^apiVersion:\s*["']?(?:v1["']?\s*$|apps\/|batch\/|networking\.k8s\.io|rbac\.authorization|apiextensions|autoscaling|policy\/|extensions\/)/m;
const ARGO = /^apiVersion:\s*["']?argoproj\.io\/[^\n]*\nkind:\s*["']?(?:Application|ApplicationSet|AppProject)\b/m;

/** Manifests of Kubernetes. Those of Helm are templates and no YAML yet, so that lines are read. */
const manifest: Reader = {
  name: "Kubernetes manifest",
  matches: (path, base) =>
    /\.ya?ml$/.test(base) &&
    !/^\.|pnpm-lock|^(?:docker-)?compose|openapi|swagger|mkdocs/.test(base) &&
    !/(?:^|\/)(?:\.github|locales?|i18n|translations?)\//.test(path),
  read: ({ text }) => {
    if (ARGO.test(text))
      return { signals: [{ ecosystem: "tool", name: "argo-cd", scope: "run", what: "an application of Argo CD" }] };
    const kind = KINDS.exec(text);
    if (!kind || !API.test(text)) return { signals: [] };
    const signals: Signal[] = [{ ecosystem: "tool", name: "kubernetes", scope: "run", what: kind[0] }];
    for (const { line, text: one } of linesOf(text)) {
      const image = /^\s*-?\s*image:\s*["']?([^\s"'#{}]+)["']?\s*$/.exec(one)?.[1];
      if (image) signals.push(...imageSignal(image, line, "run", one.trim()));
    }
    return { signals };
  },
};

/** Chart.yaml: a chart, and the charts that it brings along. */
const chart: Reader = {
  name: "Helm chart",
  matches: (_, base) => base === "Chart.yaml" || base === "requirements.yaml" || base === "helmfile.yaml",
  read: ({ text }) => {
    const pairs = yamlPairs(text);
    const signals: Signal[] = [
      { ecosystem: "tool", name: "helm", scope: "run", what: "a Helm chart" },
      { ecosystem: "tool", name: "kubernetes", scope: "run", what: "a Helm chart", confidence: 0.9 },
    ];
    const versions = new Map(
      pairs.flatMap(({ path, key, value }) => (key === "version" ? [[path.join(), value]] : [])),
    );
    for (const { path, key, value, line } of pairs) {
      const name = textOf(value);
      if (path[0] !== "dependencies" || key !== "name" || !name) continue;
      const version = versions.get(path.join());
      signals.push({
        ecosystem: "image",
        name: `chart:${name}`,
        version: versionOf(version),
        line,
        scope: "run",
        what: `dependency ${name}`,
      });
    }
    return { signals };
  },
};

const kustomization: Reader = {
  name: "kustomization",
  matches: (_, base) => /^kustomization\.ya?ml$/.test(base),
  read: () => ({
    signals: [
      { ecosystem: "tool", name: "kubernetes", scope: "run", what: "a kustomization" },
      { ecosystem: "tool", name: "kustomize", scope: "run", what: "a kustomization" },
    ],
  }),
};

/** Kubernetes, Helm and Kustomize. */
export const kubernetesReaders: Reader[] = [manifest, chart, kustomization];
