/**
 * Everything that the page looks like; it loads nothing. A shade at the edge of a wide table tells that it goes on there: it
 * scrolls with the screen, what covers it with the table. On paper colours stay, and what is folded on the screen is
 * open, but for letters: their frames would fill dozens of sheets, and the gallery prints them.
 */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1d2433;--soft:#566073;--line:#d5dbe5;--a:#74889f;--b:#2f6fdd;--c:#b4530a;--page:#fff;--link:#1d5fbf;--shade:#8a96aa}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8ecf3;--soft:#a3adbf;--line:#39424f;--a:#8496ad;--b:#7aa8ff;--c:#f0a35e;--page:#14181f;--link:#8db6ff;--shade:#5d6a7d}}
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--page);margin:0}
main{max-width:1080px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.6rem;line-height:1.3;margin:.2em 0}
h2{margin:2.2em 0 .6em;padding-bottom:.2em;font-size:1.25rem;border-bottom:1px solid var(--line)}
p{margin:.6em 0;max-width:44em}a{color:var(--link)}
.soft,caption,figcaption{color:var(--soft)}.soft{overflow-wrap:anywhere}
caption{text-align:left;padding:.3em 0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:1em 0;background:linear-gradient(to right,var(--page) 40%,transparent) 0 0/36px 100% no-repeat local,linear-gradient(to left,var(--page) 40%,transparent) 100% 0/36px 100% no-repeat local,linear-gradient(to right,var(--shade),transparent) 0 0/14px 100% no-repeat scroll,linear-gradient(to left,var(--shade),transparent) 100% 0/14px 100% no-repeat scroll}
table{border-collapse:collapse;min-width:60%}
th,td{padding:.35em .65em;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap;vertical-align:top}
thead th{vertical-align:bottom;white-space:normal;word-break:keep-all}tbody th,tfoot th{font-weight:400}tfoot th,tfoot td{font-weight:600;border-bottom:0}
tr>:first-child{padding-left:0}
.n,.i{text-align:right;font-variant-numeric:tabular-nums}.i{white-space:normal}
.s{white-space:normal;min-width:15em;overflow-wrap:anywhere}th.s{min-width:9em}.w{white-space:normal;min-width:8em}
.lead{font-size:1.08rem}.good,.asks{font-weight:600}ul.asks{font-weight:400;margin:.4em 0;padding-left:1.2em}ul.asks li{margin:.3em 0}
.contents ul{display:flex;flex-wrap:wrap;gap:.2em 1.2em;list-style:none;margin:1.4em 0 0;padding:.7em 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}.contents a{display:inline-block;padding:.25em 0}
figure{margin:1em 0;max-width:640px}figcaption{margin-top:.5em}section>ul>li{margin:.3em 0}svg{display:block;font-size:14px}.flows svg{overflow:visible}.flows .name{font-size:13px}
.flow{vector-effect:non-scaling-stroke;stroke-width:1;fill-opacity:.55}.flow.same{fill:var(--a);stroke:var(--a);fill-opacity:.35;stroke-opacity:.6}.flow.up{fill:var(--b);stroke:var(--b)}.flow.down{fill:var(--c);stroke:var(--c)}
.end{fill:var(--ink)}.lead-line{stroke:var(--soft)}.key.same{background:var(--a)}.key.up{background:var(--b)}.key.down{background:var(--c)}
.cell{stroke:var(--soft)}.h0{fill:none}.h1{fill:#e6effc;background:#e6effc}.h2{fill:#b9d2f6;background:#b9d2f6}.h3{fill:#84b0ee;background:#84b0ee}.h4{fill:#2f66bd;background:#2f66bd}.h5{fill:#143a7c;background:#143a7c}
.c1,.c2,.c3{fill:#1d2433}.c4,.c5{fill:#fff}.small{font-size:11px}.nowrap{white-space:nowrap}
.part{stroke:var(--ink)}.p0{fill:#1f5fbf;background:#1f5fbf}.p1{fill:#a9c8f5;background:#a9c8f5}.p2{fill:#f6cf9c;background:#f6cf9c}.p3{fill:#a63d00;background:#a63d00}.t0,.t3{fill:#fff}.t1,.t2{fill:#1d2433}
.plot text{paint-order:stroke;stroke:var(--page);stroke-width:5px;stroke-linejoin:round}
text{fill:var(--ink)}.figure{font-size:12px;font-variant-numeric:tabular-nums}
.before{fill:var(--a);background:var(--a)}.after{fill:var(--b);background:var(--b)}
.key{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em;outline:1px solid var(--soft)}.nowrap .key{margin-left:0}figcaption .nowrap{margin-right:.8em}
.tiles{display:flex;flex-wrap:wrap;gap:12px;padding:0;margin:1.2em 0;list-style:none}
.tiles li{flex:1 1 120px;border:1px solid var(--line);border-radius:8px;padding:8px 14px}
.tiles b{display:block;font-size:1.5rem;line-height:1.4;font-variant-numeric:tabular-nums;white-space:nowrap}.tiles span{color:var(--soft)}
details{margin:1em 0}summary{cursor:pointer;color:var(--link)}
.letters{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:8px 20px;margin:.6em 0 1.4em}.letters>div{min-width:0}.letters p{margin:.4em 0}.letters .head{min-height:3.2em;overflow-wrap:anywhere}
iframe{box-sizing:border-box;border:1px solid var(--line);border-radius:8px;color-scheme:light;background:#fff}
pre{margin:.6em 0;padding:10px 12px;border:1px solid var(--line);border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere;font-family:inherit;font-size:.9rem}
h3{margin:1.6em 0 .4em;font-size:1.08rem}h1,h2,h3,summary,.contents a,.lead,li{overflow-wrap:anywhere}code{font-size:.92em;overflow-wrap:anywhere}
.decision{margin:1.6em 0;padding:4px 18px 18px;border:2px solid var(--b);border-radius:10px}.decision h2{margin:.6em 0 .3em;border:0}
button{min-height:48px;margin:.4em .6em 0 0;padding:.5em 1.6em;border:2px solid var(--ink);border-radius:8px;background:var(--page);color:var(--ink);font:inherit;cursor:pointer}button.main{background:var(--ink);color:var(--page)}
:focus-visible{outline:3px solid var(--b);outline-offset:2px}
@media screen and (min-width:601px){table:has(thead th:nth-child(8)){font-size:.875rem}table:has(thead th:nth-child(8)) :is(th,td):not(:first-child){padding-left:.5em;padding-right:.5em}}
@media (max-width:600px){.decision button{width:100%}}
@media (max-width:600px){table{min-width:100%;font-size:.9rem}th,td{padding:.4em .3em}.s{min-width:13em}th.s{min-width:7em}.w{min-width:0}caption{position:sticky;left:0;max-width:calc(100vw - 32px)}}
@media (max-width:600px){th,td{white-space:normal}td.n{white-space:nowrap}thead th:lang(zh){word-break:normal}table.lists,.lists thead,.lists tbody,.lists tfoot,.lists tr,.lists th,.lists td,.lists caption{display:block}.lists thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.lists tr{padding:.5em 0;border-bottom:1px solid var(--line)}.lists tbody th,.lists tfoot th{font-weight:600;overflow-wrap:anywhere}.lists th,.lists td{padding:.12em 0;border:0;text-align:left;min-width:0}.lists td{text-align:right;display:flex;justify-content:space-between;gap:1em;white-space:normal;overflow-wrap:anywhere}.lists td::before{content:attr(data-head);text-align:left;font-weight:400;color:var(--soft);flex:0 0 40%}.lists td.s{display:block;text-align:left}.lists td.s::before{display:block}}
@page{size:A4;margin:14mm}
@media print{*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{font-size:10.5pt}main{max-width:none;padding:0}.contents{display:none}.wide{overflow:visible;background:none}table{font-size:9pt;min-width:0;width:100%}th,td{white-space:normal;padding:.25em .4em}.s{min-width:9em}th.s{min-width:6em}.w{min-width:0}h2,.lead,caption{break-after:avoid}figure,tr,.tiles{break-inside:avoid}thead{display:table-header-group}table:has(thead th:nth-child(9)){font-size:7pt}table:has(thead th:nth-child(9)) :is(th,.w,.s){overflow-wrap:anywhere;min-width:0}table:has(thead th:nth-child(9)):not(:has(thead th:nth-child(12))) thead th{overflow-wrap:normal}table:has(thead th:nth-child(9)) :is(th,td){padding:.25em .2em}summary{list-style:none;color:var(--soft)}details::details-content{content-visibility:visible;block-size:auto}details:not([open]):has(iframe)::details-content{content-visibility:hidden;block-size:0;overflow:hidden}iframe{break-inside:avoid}a{color:inherit;text-decoration:none}a[href^=http]::after{content:" (" attr(href) ")"}}
`;

/** What the page's own policy lets in instead of any style: the SHA-256 of `STYLE` in base64; a test holds them together. */
export const STYLE_DIGEST = 'sha256-nLZMPLcyyI9emP5sld4kPF3I6Xd14yN+8diVV2ER2Js=';
