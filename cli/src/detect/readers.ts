import type { Reader } from "@/cli/src/detect/finding";
import { ciReaders } from "@/cli/src/detect/readers/ci";
import { configReaders } from "@/cli/src/detect/readers/config";
import { containerReaders } from "@/cli/src/detect/readers/containers";
import { dartReaders } from "@/cli/src/detect/readers/dart";
import { dotnetReaders } from "@/cli/src/detect/readers/dotnet";
import { elixirReaders } from "@/cli/src/detect/readers/elixir";
import { envReaders } from "@/cli/src/detect/readers/env";
import { goReaders } from "@/cli/src/detect/readers/go";
import { gradleReaders } from "@/cli/src/detect/readers/gradle";
import { javascriptReaders } from "@/cli/src/detect/readers/javascript";
import { javascriptLockReaders } from "@/cli/src/detect/readers/javascript-locks";
import { kubernetesReaders } from "@/cli/src/detect/readers/kubernetes";
import { mavenReaders } from "@/cli/src/detect/readers/maven";
import { phpReaders } from "@/cli/src/detect/readers/php";
import { pythonReaders } from "@/cli/src/detect/readers/python";
import { pythonLockReaders } from "@/cli/src/detect/readers/python-locks";
import { rubyReaders } from "@/cli/src/detect/readers/ruby";
import { rustReaders } from "@/cli/src/detect/readers/rust";
import { setuptoolsReaders } from "@/cli/src/detect/readers/setuptools";
import { swiftReaders } from "@/cli/src/detect/readers/swift";
import { terraformReaders } from "@/cli/src/detect/readers/terraform";

/** Every kind of file that is read. */
export const readers: readonly Reader[] = [
  ...javascriptReaders,
  ...javascriptLockReaders,
  ...pythonReaders,
  ...setuptoolsReaders,
  ...pythonLockReaders,
  ...rubyReaders,
  ...phpReaders,
  ...goReaders,
  ...rustReaders,
  ...mavenReaders,
  ...gradleReaders,
  ...dotnetReaders,
  ...elixirReaders,
  ...swiftReaders,
  ...dartReaders,
  ...containerReaders,
  ...kubernetesReaders,
  ...terraformReaders,
  ...ciReaders,
  ...configReaders,
  ...envReaders,
];
