import "react";

// The comparison hands colours, widths and places in the logo sprite to the stylesheet through these properties.
declare module "react" {
  interface CSSProperties {
    "--w"?: string;
    "--n"?: number;
    "--i"?: number;
    "--sprite"?: string;
    "--logos"?: number;
  }
}
