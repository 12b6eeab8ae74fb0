/** Style sheet of the page. */
export const pageStyle: string = `
:root {
  --back: #e8edf2; --panel: #ffffff; --ink: #17212b; --soft: #5b6b7a; --line: #d3dce4;
  --mine: #d9f2d0; --theirs: #ffffff; --accent: #1f6fb2; --accent-ink: #ffffff; --key: #e1ecf6; --bad: #a3261b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0e1621; --panel: #17212b; --ink: #e9eef3; --soft: #93a4b3; --line: #2a3947;
    --mine: #2b5278; --theirs: #1c2937; --accent: #5aa9e6; --accent-ink: #0b1520; --key: #233546; --bad: #ff9d92;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body {
  display: flex; flex-direction: column; height: 100dvh; background: var(--back); color: var(--ink);
  font: 16px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
header { background: var(--panel); border-bottom: 1px solid var(--line); padding: 10px 16px; display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; }
h1 { font-size: 17px; margin: 0; }
.choices { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; }
.choices label { font-size: 13px; color: var(--soft); display: inline-flex; align-items: center; gap: 6px; }
button, select, textarea { font: inherit; color: var(--ink); }
button, select { border: 1px solid var(--line); background: var(--panel); border-radius: 8px; padding: 6px 10px; min-height: 38px; font-size: 14px; cursor: pointer; max-width: 100%; }
select { max-width: 13em; text-overflow: ellipsis; }
button:hover { border-color: var(--accent); }
button[aria-pressed="true"] { color: var(--bad); border-color: var(--bad); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main { flex: 1; min-height: 0; display: flex; flex-direction: column; }
#messages { flex: 1; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 8px; }
#messages > * { width: 100%; max-width: 760px; margin-inline: auto; display: flex; flex-direction: column; align-items: flex-start; }
#messages > .person { align-items: flex-end; }
#messages > :first-child { margin-top: auto; }
.bubble { max-width: min(82%, 560px); background: var(--theirs); border-radius: 14px; border-bottom-left-radius: 4px; padding: 8px 12px; overflow-wrap: anywhere; box-shadow: 0 1px 1px rgb(0 0 0 / .08); }
.person .bubble { background: var(--mine); border-bottom-left-radius: 14px; border-bottom-right-radius: 4px; }
.bubble p { margin: 0; white-space: pre-wrap; }
.bubble img { display: block; max-width: 100%; max-height: 320px; border-radius: 8px; margin-bottom: 4px; }
.bubble audio { display: block; max-width: 100%; margin-bottom: 4px; }
.bubble a { color: var(--accent); }
.deleted .bubble p { text-decoration: line-through; opacity: .6; }
.meta { font-size: 12px; color: var(--soft); margin-top: 2px; display: flex; gap: 8px; align-items: center; justify-content: flex-end; }
.person .meta { color: color-mix(in srgb, var(--ink) 88%, var(--mine)); }
.meta button { min-height: 24px; padding: 0 6px; font-size: 12px; border: 0; background: none; text-decoration: underline; color: inherit; }
.rows { max-width: min(82%, 560px); width: 82%; margin-top: 4px; display: flex; flex-direction: column; gap: 4px; }
.row { display: flex; gap: 4px; }
.row button { flex: 1 1 0; min-width: 0; background: var(--key); border-color: transparent; overflow-wrap: anywhere; }
.empty button { margin-top: 12px; padding-inline: 24px; }
.empty { color: var(--soft); align-items: center !important; text-align: center; margin-bottom: auto; }
.typing { color: var(--soft); font-size: 14px; }
#notice { color: var(--bad); text-align: center; font-size: 14px; padding: 0 16px; }
#notice:not(:empty) { padding-block: 6px; }
form { background: var(--panel); border-top: 1px solid var(--line); padding: 10px 16px max(10px, env(safe-area-inset-bottom)); }
form > * { max-width: 760px; margin-inline: auto; }
.line { display: flex; gap: 8px; align-items: flex-end; }
textarea { flex: 1; min-width: 0; resize: none; border: 1px solid var(--line); border-radius: 10px; background: var(--back); padding: 8px 12px; min-height: 42px; max-height: 160px; field-sizing: content; }
.send { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; min-height: 42px; }
#show-commands, .attach { min-height: 42px; min-width: 42px; border: 1px solid var(--line); border-radius: 8px; display: inline-flex; align-items: center; justify-content: center; cursor: pointer; position: relative; font-size: 18px; }
.attach input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
.attach:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
.keys { display: flex; flex-direction: column; gap: 4px; margin-bottom: 8px; max-height: 40vh; overflow-y: auto; }
.keys button { background: var(--key); border-color: transparent; text-align: left; }
#keyboard button { text-align: center; flex: 1 1 0; min-width: 0; }
#editing { display: flex; justify-content: space-between; align-items: center; font-size: 14px; color: var(--soft); margin-bottom: 8px; }
@media (max-width: 600px) {
  header { padding: 8px 12px; }
  h1 { width: 100%; font-size: 15px; }
  .choices { display: grid; grid-template-columns: repeat(6, 1fr); width: 100%; gap: 6px; align-items: end; }
  .choices > * { grid-column: span 2; padding-inline: 4px; }
  .choices label { flex-direction: column; align-items: stretch; gap: 2px; min-width: 0; padding: 0; }
  .choices label:nth-of-type(-n + 2) { grid-column: span 3; }
  .choices select { width: 100%; max-width: none; }
  #messages { padding: 12px; }
  .bubble { max-width: 88%; }
  .rows { width: 88%; max-width: 88%; }
}
`;
