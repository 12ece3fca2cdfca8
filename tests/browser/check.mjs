// Opens finished reports from disk, at three widths, in light, dark and print, and fails on a console
// error, a request that leaves the page, a page wider than its window, or a WCAG 2.2 AA violation.
// Usage: node check.mjs CHROMIUM REPORT.html [REPORT.html ...]
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, ...reports] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let passed = 0;
const faults = [];
const check = (holds, what) => (holds ? passed++ : faults.push(what));

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
for (const report of reports) {
  const url = pathToFileURL(resolve(report)).href;
  for (const view of ["light", "dark", "print"]) {
    // A4 is 794 CSS pixels wide; a phone does not print.
    for (const width of view === "print" ? [794] : [320, 768, 1440]) {
      const at = `${report} ${width}px ${view}`;
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: view === "dark" ? "dark" : "light",
        bypassCSP: false,
        offline: true,
      });
      const page = await context.newPage();
      const said = [], asked = [];
      page.on("console", (m) => ["error", "warning"].includes(m.type()) && said.push(m.text()));
      page.on("request", (r) => !/^(data:|file:)/.test(r.url()) && asked.push(r.url()));
      await page.goto(url);
      if (view === "print") await page.emulateMedia({ media: "print" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(wide <= 0, `${at}: ${wide}px wider than the window`);
      check(said.length === 0, `${at}: console said ${said.join("; ")}`);
      check(asked.length === 0, `${at}: asked for ${asked.join(", ")}`);
      check((await page.locator("h1").count()) === 1, `${at}: not exactly one h1`);
      await page.evaluate(axe);
      const found = await page.evaluate((only) => window.axe.run({ runOnly: only }), rules);
      for (const v of found.violations) faults.push(`${at}: ${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0].target}`);
      passed += found.passes.length;
      await context.close();
    }
  }
}
await browser.close();
for (const fault of faults) console.log(fault);
console.log(`browser: ${passed} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
