import { launch } from "./support/launch.ts";
import { serve } from "./support/serve.ts";
import { demoPage } from "./support/demo-page.ts";
const server = await serve("/work/wt/seeing/build/fx");
const browser = await launch();
const dark = process.argv[2] === "dark";
const width = Number(process.argv[3] ?? 1000);
const opts = { viewport: { width, height: 900 }, colorScheme: dark ? "dark" as const : "light" as const };
{
const v = await demoPage(browser, server, `<classify-photo model="cifar10">Text</classify-photo>`, opts);
const d = v.page.locator("classify-photo");
await d.locator(".row button").first().click();
await d.locator("[role=status]", {hasText: /Looks/}).waitFor({state: "attached", timeout: 30000}).catch(e=>console.log(String(e)));
await v.page.waitForTimeout(500);
await v.page.screenshot({ path: `/tmp/c1.png`, fullPage: true });
await d.locator(".row button").nth(9).click();
await v.page.waitForTimeout(900);
await v.page.screenshot({ path: `/tmp/c2.png`, fullPage: true });
await d.locator("button", {hasText: "Beat"}).click();
await d.locator("lbl-beat button.strong").click();
await v.page.waitForTimeout(200);
await v.page.screenshot({ path: `/tmp/c3.png`, fullPage: true });
for (let i = 0; i < 20; i++) await d.locator("lbl-beat .answers button").nth(i % 10).click();
await d.locator("lbl-beat .score").waitFor();
await v.page.screenshot({ path: `/tmp/c4.png`, fullPage: true });
console.log(v.complaints);
await v.close();
}
{
const v = await demoPage(browser, server, `<teach-me>Text</teach-me>`, opts);
const d = v.page.locator("teach-me");
await d.locator("button", {hasText: "trap"}).click();
await d.locator(".trying").waitFor({timeout: 60000}).catch(e=>console.log(String(e)));
await v.page.screenshot({ path: `/tmp/d1.png`, fullPage: true });
for (const n of ["the empty sofa", "a cactus on the sofa", "a teddy in the desert"]) {
await d.locator("button", {hasText: n}).click();
await v.page.waitForTimeout(900);
console.log(n, await d.locator("[role=status]").innerText(), await d.locator("[role=alert]").allInnerTexts());
}
await d.locator("details summary").click();
await v.page.screenshot({ path: `/tmp/d2.png`, fullPage: true });
console.log(v.complaints);
await v.close();
}
await browser.close(); await server.close();
