// What `vendor_design.py` does to the design system's stylesheet; it runs with node, once.
//
//     node vendor_design.cjs MODULES IN OUT.css OUT.rtl.css

const fs = require("fs");
const path = require("path");

const [modules, from, to, toMirrored] = process.argv.slice(2);
const postcss = require(path.join(modules, "postcss"));
const rtlcss = require(path.join(modules, "rtlcss"));

// Parts that are another government's own (crown, logo, its headers and footers), parts that do
// nothing without its script, and parts no page of ours has.
const UNUSED = new RegExp(
  "\\.govuk-(?:" +
    [
      "accordion", "cookie-banner", "drop-zone", "exit-this-page", "feedback", "file-upload-button",
      "footer", "frontend-supported", "generic-header", "header", "language-navigation", "logo-dot",
      "password-input", "tabs",
    ].join("|") +
    ")(?![a-z])"
);
const OLD_BROWSERS = /-ms-high-contrast|\\0/;
const THEIR_TYPEFACE = /GDS Transport,\s*arial,\s*sans-serif/i;
const OUR_TYPEFACE = "var(--typeface)";

function withoutWhatWeDoNotUse(root) {
  root.walkAtRules("font-face", (rule) => rule.remove());
  root.walkAtRules("charset", (rule) => rule.remove());
  root.walkComments((comment) => comment.remove());
  root.walkAtRules("media", (rule) => OLD_BROWSERS.test(rule.params) && rule.remove());
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !UNUSED.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
}

function inOurTypeface(root) {
  root.walkDecls("font-family", (declaration) => {
    declaration.value = declaration.value.replace(THEIR_TYPEFACE, OUR_TYPEFACE);
    if (declaration.value === "sans-serif") declaration.remove(); // their choice for paper
  });
}

function withoutEmptyRules(root) {
  const sweep = (node) => node.nodes && node.nodes.length === 0 && node.remove();
  root.walkRules(sweep);
  for (let depth = 0; depth < 3; depth += 1) root.walkAtRules(sweep);
}

const root = postcss.parse(fs.readFileSync(from, "utf8"));
withoutWhatWeDoNotUse(root);
inOurTypeface(root);
withoutEmptyRules(root);

const HEAD = "/* Made by tools/vendor_design.py from govuk-frontend (MIT); do not edit. */\n";
const plain = root.toString();
// rtlcss mirrors what has a side. What is drawn it cannot know: two arrows and an opener must be
// mirrored, and a tick must not be: it is drawn the same way in every script.
const DRAWN = [
  ".govuk-button__start-icon,.govuk-pagination__icon{transform:scaleX(-1)}",
  ".govuk-checkboxes__label:after{transform:rotate(-45deg);border-width:0 0 5px 5px;right:9px}",
  ".govuk-checkboxes--small .govuk-checkboxes__label:after{border-width:0 0 3px 3px}",
].join("");
const OPENER = /polygon\(0 0,\s*100% 50%,\s*0 100%\)/g;
const OPENER_MIRRORED = "polygon(100% 0,0 50%,100% 100%)";

fs.writeFileSync(to, `${HEAD}${plain}\n`);
fs.writeFileSync(toMirrored, HEAD + rtlcss.process(plain).replace(OPENER, OPENER_MIRRORED) + DRAWN + "\n");
