import "react";

// The comparison hands colours and widths to the stylesheet through these properties.
declare module "react" {
  interface CSSProperties {
    "--t"?: string;
    "--w"?: string;
    "--n"?: number;
  }
}
