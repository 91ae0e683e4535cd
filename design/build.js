// Compiles the theme, copies the fonts and binds the icons into one sprite. Writes into the foundation's static folder.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "..", "tandem", "foundation", "static", "foundation");

// Right-to-left reading copies need no second sheet: every left and right becomes a start and an end.
const LOGICAL = [
  [/\b(margin|padding)-left(?=:)/g, "$1-inline-start"],
  [/\b(margin|padding)-right(?=:)/g, "$1-inline-end"],
  [/\bborder-left(-(?:width|color|style))?(?=:)/g, "border-inline-start$1"],
  [/\bborder-right(-(?:width|color|style))?(?=:)/g, "border-inline-end$1"],
  [/(?<=[{;])left(?=:)/g, "inset-inline-start"],
  [/(?<=[{;])right(?=:)/g, "inset-inline-end"],
  [/\b(text-align|float|clear):left\b/g, (_, property) => `${property}:${property === "text-align" ? "start" : "inline-start"}`],
  [/\b(text-align|float|clear):right\b/g, (_, property) => `${property}:${property === "text-align" ? "end" : "inline-end"}`],
];

function stylesheet() {
  const { css } = sass.compile(join(here, "scss", "tandem.scss"), {
    style: "compressed",
    loadPaths: [modules],
    quietDeps: true,
    logger: sass.Logger.silent,
  });
  const logical = LOGICAL.reduce((text, [from, to]) => text.replace(from, to), css);
  // The fallbacks repeat values that :root always sets.
  return logical.replace(/var\((--govuk-[a-z-]+), ?#[0-9a-f]+\)/gi, "var($1)");
}

function sprite() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").trim().split("\n");
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "lucide-static", "icons", `${name}.svg`), "utf8");
    const shapes = svg.replace(/<!--.*?-->/gs, "").replace(/^[^]*?<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide, ISC licence -->\n${symbols.join("\n")}\n</svg>\n`;
}

const FONTS = {
  "noto-sans": ["latin", "latin-ext", "cyrillic", "cyrillic-ext"],
  "noto-sans-arabic": ["arabic"],
  "noto-sans-ethiopic": ["ethiopic"],
};

mkdirSync(join(target, "fonts"), { recursive: true });
for (const [family, subsets] of Object.entries(FONTS)) {
  for (const subset of subsets) {
    for (const weight of [400, 700]) {
      const source = join(modules, "@fontsource", family, "files", `${family}-${subset}-${weight}-normal.woff2`);
      copyFileSync(source, join(target, "fonts", `noto-sans-${subset}-${weight}.woff2`));
    }
  }
}
copyFileSync(join(modules, "@fontsource", "noto-sans", "LICENSE"), join(target, "fonts", "OFL.txt"));
writeFileSync(join(target, "icons.svg"), sprite());
const css = stylesheet();
writeFileSync(join(target, "tandem.css"), `${css.trim()}\n`);
console.log(`tandem.css ${Math.round(css.length / 1024)} KB`);
