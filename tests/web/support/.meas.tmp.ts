import { launch } from "./launch.ts"; import { serve } from "./serve.ts"; import { draw, told, visit } from "./site.ts";
const server = await serve("/tmp/lblsite/site"); const b = await launch();
const times: number[] = [];
for (let i = 0; i < 5; i++) {
  const v = await visit(b, server.url + "tutorials/digits/"); const demo = v.page.locator("draw-and-classify");
  await demo.scrollIntoViewIfNeeded(); await demo.locator(".row button").first().waitFor(); await v.page.waitForLoadState("networkidle");
  times.push(await demo.evaluate((el: any) => new Promise<number>((ok) => {
    const t = performance.now(); const r = el.shadowRoot; 
    const o = new MutationObserver(() => { if (r.querySelector("[data-winner]")) { o.disconnect(); ok(performance.now() - t); } });
    o.observe(r, { subtree: true, childList: true, attributes: true });
    r.querySelector(".row button").click();
  })));
  if (i === 4) {
    const h = await demo.evaluate((el: any) => el.offsetHeight); console.log("height 1280", h);
    const per = await demo.evaluate(async (el: any) => {
      const net = el.network; const x = new Float32Array(784).fill(100); for (let i=0;i<20;i++) await net.predict(x);
      const t = performance.now(); for (let i=0;i<200;i++) await net.predict(x); return (performance.now()-t)/200; });
    console.log("ms per prediction, round trip", per.toFixed(2));
    const pre = await demo.evaluate((el: any) => { el.chosen=null; el.strokes=[Array.from({length:400},(_,i)=>({x:.5+.4*Math.cos(i/30),y:.5+.4*Math.sin(i/60)}))]; const t=performance.now(); for(let i=0;i<20;i++) el.input; return (performance.now()-t)/20; });
    console.log("ms preprocessing, 400 points", pre.toFixed(2));
    const arc=(cx:number,cy:number,rx:number,ry:number,a:number,z:number)=>Array.from({length:17},(_,i)=>{const t=(a+(z-a)*i/16)*Math.PI/180;return [cx+rx*Math.cos(t),cy+ry*Math.sin(t)] as const});
    const D: Record<string, (readonly (readonly [number,number])[])[]> = {
      0:[arc(.5,.5,.22,.32,-90,270)],1:[[[.5,.15],[.5,.85]]],2:[[...arc(.5,.33,.2,.17,-170,40),[.28,.83],[.74,.83]]],
      3:[[...arc(.46,.33,.2,.16,-150,90),...arc(.46,.66,.22,.18,-90,150)]],4:[[[.36,.16],[.28,.55],[.74,.55]],[[.62,.2],[.6,.86]]],
      5:[[[.7,.17],[.36,.17],[.34,.45],...arc(.46,.63,.22,.2,-90,150)]],6:[[[.6,.13],...arc(.48,.65,.2,.19,-160,200)]],
      7:[[[.26,.2],[.74,.2],[.46,.86]]],8:[[...arc(.5,.33,.16,.16,90,-270),...arc(.5,.67,.2,.18,-90,270)]],9:[[...arc(.5,.35,.18,.18,0,-360),[.66,.6],[.6,.88]]]};
    for (const [k, ss] of Object.entries(D)) { await demo.evaluate((el:any)=>el.clear()); for (const s of ss) await draw(demo, s); await v.page.waitForTimeout(120); console.log(k, await demo.locator("[role=status]").innerText()); }
    await v.page.setViewportSize({width:360,height:800}); console.log("height 360", await demo.evaluate((el: any) => el.offsetHeight));
    await v.page.setViewportSize({width:320,height:800}); console.log("height 320", await demo.evaluate((el: any) => el.offsetHeight));
    await v.page.setViewportSize({width:690,height:800}); console.log("height 690", await demo.evaluate((el: any) => el.offsetHeight));
  }
  await v.close();
}
console.log("first touch -> first prediction shown, ms", times.map(t=>t.toFixed(0)).join(" "));
await b.close(); await server.close();
