/** Everything that the page looks like; it loads nothing. A shade at the edge of a wide table tells that it goes on there: it scrolls with the screen, what covers it with the table. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1d2433;--soft:#566073;--line:#d5dbe5;--a:#8296b8;--b:#2f6fdd;--page:#fff;--link:#1d5fbf;--shade:#8a96aa}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf3;--soft:#a3adbf;--line:#39424f;--a:#66768f;--b:#7aa8ff;--page:#14181f;--link:#8db6ff;--shade:#5d6a7d}}
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
.n{text-align:right;font-variant-numeric:tabular-nums}
.s{white-space:normal;min-width:15em;overflow-wrap:anywhere}th.s{min-width:9em}
figure{margin:1em 0;max-width:640px}svg{display:block;font-size:14px}
text{fill:var(--ink)}.figure{font-size:12px;font-variant-numeric:tabular-nums}
.before{fill:var(--a);background:var(--a)}.after{fill:var(--b);background:var(--b)}
.key{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}
.tiles{display:flex;flex-wrap:wrap;gap:12px;padding:0;margin:1.2em 0;list-style:none}
.tiles li{flex:1 1 120px;border:1px solid var(--line);border-radius:8px;padding:8px 14px}
.tiles b{display:block;font-size:1.5rem;line-height:1.4;font-variant-numeric:tabular-nums;white-space:nowrap}.tiles span{color:var(--soft)}
details{margin:1em 0}summary{cursor:pointer;color:var(--link)}
@media (max-width:600px){table{min-width:100%;font-size:.9rem}th,td{padding:.4em .45em}.s{min-width:13em}th.s{min-width:7em}caption{position:sticky;left:0;max-width:calc(100vw - 32px)}}
@media print{main{max-width:none}.wide{overflow:visible;background:none}}
`;
