/** Served as its own file, so that the pages need no inline style. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --words: #16191d; --line: #d8dce2; --soft: #6b7280; --tint: #f4f6f8; --accent: #1d5fbf; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --page: #14171b; --words: #e8eaed; --line: #3a3f47; --soft: #9aa3af; --tint: #22262c; --accent: #7fb0f5; --on-accent: #10151c; } }
* { box-sizing: border-box; }
html { background: var(--page); color: var(--words); }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem;
  font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
header { display: flex; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
header h1 { margin: 0; font-size: 1.5rem; }
header .language { margin-left: auto; }
.soft { color: var(--soft); }
form { display: flex; gap: .6rem; flex-wrap: wrap; align-items: end; margin: 1rem 0; }
label { display: grid; font-size: .8rem; color: var(--soft); }
input, select, button { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: 6px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { cursor: pointer; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 600; font-size: .8rem; color: var(--soft); }
th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
tbody tr:hover { background: var(--tint); }
td.time { white-space: nowrap; color: var(--soft); }
.tag { display: inline-block; margin: 0 .3rem .2rem 0; padding: 0 .45rem; border-radius: 999px;
  background: var(--tint); font-size: .8rem; }
nav, .links { display: flex; gap: .5rem 1.2rem; flex-wrap: wrap; margin: 1rem 0; }
caption { text-align: left; padding: .3rem .6rem; font-size: .8rem; color: var(--soft); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--tint); padding: 1rem; border-radius: 8px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.tabs { display: inline-flex; gap: 0; margin: 0 1.2rem 1rem 0; border: 1px solid var(--line); border-radius: 8px; }
.tabs a { padding: .35rem .8rem; border-radius: 7px; }
.tabs a[aria-current] { background: var(--accent); color: var(--on-accent); }
.views { display: flex; gap: 1.5rem; flex-wrap: wrap; }
.window { overflow-x: auto; max-width: 100%; }
figure { margin: 0; max-width: 100%; }
figcaption { color: var(--soft); font-size: .8rem; margin-bottom: .3rem; }
iframe { display: block; height: min(900px, 80vh); border: 1px solid var(--line); border-radius: 8px; background: #fff; }
h1 { line-height: 1.3; overflow-wrap: anywhere; }
@media (min-width: 48.01rem) { .mails td:nth-child(2) { white-space: nowrap; } }
@media (max-width: 48rem) {
  body { padding: 1rem; }
  .views { margin: 0 -1rem; }
  .views .desktop { display: none; }
  .views figure { flex: 1 1 100%; }
  .views figcaption { padding: 0 1rem; }
  .views iframe { width: 100%; border-width: 1px 0; border-radius: 0; }
  .mails, .mails tbody, .mails tr, .mails td, .mails caption { display: block; }
  .mails thead { display: none; }
  .mails tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .mails td { padding: .1rem 0; border: 0; }
  .mails caption { padding: .3rem 0; }
  form label, form input, form select { flex: 1 1 100%; width: 100%; }
  dl { grid-template-columns: 1fr; }
  dt { margin-top: .4rem; }
}
`;
