import { launch } from "./launch.ts";
import { serve } from "./serve.ts";
const server = await serve(process.env["SITE_DIR"] ?? "/tmp/lblsite/site");
const browser = await launch();
const out = "/tmp/shots";
async function seven(page: any, f = (x: number, y: number) => [x, y]) {
  const box = await page.locator("lbl-pad canvas").first().boundingBox();
  const pts = [[0.27,0.22],[0.74,0.22],[0.6,0.5],[0.45,0.84]].map(([x,y]) => f(x!,y!));
  await page.mouse.move(box.x+pts[0]![0]!*box.width, box.y+pts[0]![1]!*box.height); await page.mouse.down();
  for (const [x,y] of pts.slice(1)) await page.mouse.move(box.x+x!*box.width, box.y+y!*box.height, {steps: 12});
  await page.mouse.up();
}
const only = process.argv[2];
for (const scheme of ["light","dark"] as const) for (const width of [1280,360]) {
  if (only && only !== `${scheme}-${width}`) continue;
  const ctx = await browser.newContext({ viewport: { width, height: 860 }, colorScheme: scheme, deviceScaleFactor: width===360?2:1 });
  const page = await ctx.newPage();
  page.on("console", m => console.log(scheme,width,m.type(), m.text()));
  page.on("pageerror", e => console.log("PAGEERROR", e.message));
  const shot = (n: string, full=false) => page.screenshot({ path: `${out}/${scheme}-${width}-${n}.png`, fullPage: full });
  await page.goto(server.url); await page.waitForTimeout(500); await shot("landing-idle");
  await page.goto(server.url+"tutorials/digits/"); await page.locator("draw-and-classify .row").waitFor(); await page.waitForTimeout(300); await shot("page-idle", true);
  const el = page.locator("draw-and-classify");
  await seven(page); await page.waitForSelector('draw-and-classify[data-state=ready]'); await page.waitForTimeout(900);
  await el.screenshot({ path: `${out}/${scheme}-${width}-seven.png` });
  await el.locator(".row button").nth(8).click(); await page.waitForTimeout(500);
  await el.screenshot({ path: `${out}/${scheme}-${width}-test-image.png` });
  await page.locator("button", { hasText: "Clear" }).click();
  await seven(page, (x,y)=>[x*0.4+0.02,y*0.4+0.02]); await page.locator("input[role=switch]").click(); await page.waitForTimeout(700);
  await el.screenshot({ path: `${out}/${scheme}-${width}-switch-off.png` });
  const p2 = await ctx.newPage(); await p2.route(/weights-.*\.bin/, (r: any) => r.fulfill({ body: "damaged" }));
  await p2.goto(server.url); await seven(p2); await p2.locator("draw-and-classify .problem").waitFor(); await p2.waitForTimeout(400);
  await p2.screenshot({ path: `${out}/${scheme}-${width}-landing-error.png` });
  await ctx.close();
}
await browser.close(); await server.close();
