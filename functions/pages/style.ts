import { createHash } from 'node:crypto';

/** The whole style of the pages. Colours keep 4.5:1 for text and 3:1 for edges that matter. */
export const STYLE = `
:root{--ink:#17242b;--soft:#4a5a62;--line:#c9d3d6;--paper:#fff;--ground:#eef3f3;--brand:#0b5d57;--bad:#9b1c1c;--warn:#7a4b00}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header{background:var(--brand);color:#fff}
.bar,main,footer{max-width:60rem;margin:0 auto;padding:.75rem 1rem}
.bar{display:flex;justify-content:space-between;align-items:center;gap:1rem}
.bar b{font-size:1.1rem;letter-spacing:.02em;margin-right:.4rem}
.bar span{font-size:.85rem;display:inline-block}
.bar a{color:#fff;white-space:nowrap;padding:.35rem 0}
main{padding-top:1.25rem}
footer{color:var(--soft);font-size:.875rem;padding-bottom:2rem}
h1{font-size:1.45rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:0 0 .6rem}
#decide{margin-top:1.75rem;scroll-margin-top:.75rem}
#decide>h2{font-size:1.35rem}
h3{font-size:.95rem;margin:1rem 0 .4rem}
p{margin:.4rem 0}
p:has(+.card){margin-bottom:1rem}
a{color:#0a5a8a}
a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,textarea:focus-visible,select:focus-visible{outline:3px solid #f0a500;outline-offset:2px}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:0 0 1rem}
.note{border-left:5px solid var(--brand)}
.note.bad{border-left-color:var(--bad)}
.note.warn{border-left-color:#d08700}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem}
.figures b{display:block;font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.35rem 1rem;margin:0}
dt{color:var(--soft)}
dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font-weight:600;padding:0 0 .4rem}
th,td{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
th{color:var(--soft);font-weight:600}
th .small{font-weight:400}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.nik{font-variant-numeric:tabular-nums;white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:0 2rem}
.charts table{font-size:.875rem}
.charts td,.charts th{border:0;padding:.15rem .5rem .15rem 0;color:var(--ink);font-weight:400}
.charts svg{display:block;width:100%;height:.8rem;min-width:4rem;margin-top:.3rem}
.charts rect{fill:#2a8a82}
.charts td:nth-child(2){width:45%}
.charts tr td.num{padding:.15rem 0 .15rem .35rem}
details.list>summary{cursor:pointer;padding:.25rem 0}
details.list h2{display:inline}
details.list table{margin-top:.6rem}
.total b{font-size:1.15rem;font-variant-numeric:tabular-nums}
details.choice{border:1px solid var(--line);border-left:5px solid var(--line);border-radius:.6rem;background:var(--paper);margin:0 0 .75rem}
details.choice>summary{cursor:pointer;padding:.95rem 1rem;font-weight:600}
details.choice[open]>summary{border-bottom:1px solid var(--line)}
details.choice.good{border-left-color:var(--brand)}
details.choice.warn{border-left-color:#d08700}
details.choice.bad{border-left-color:var(--bad)}
details.choice form{padding:.75rem 1rem 1rem}
label{display:block;font-weight:600;margin:.5rem 0 .25rem}
input,textarea,select{font:inherit;color:inherit;width:100%;max-width:32rem;padding:.55rem .65rem;border:1px solid #5f7078;border-radius:.4rem;background:#fff}
input.short{max-width:12rem}
textarea{min-height:6rem}
button{font:inherit;font-weight:700;border:0;border-radius:.4rem;padding:.7rem 1.4rem;margin-top:.9rem;background:var(--brand);color:#fff;cursor:pointer;min-height:2.75rem}
a.jump{display:inline-block;padding:.55rem 1.1rem;margin:.35rem 0 .6rem;border:2px solid var(--brand);border-radius:.4rem;background:var(--paper);color:var(--brand);font-weight:700;text-decoration:none}
.problem{border-left:4px solid var(--bad);padding:.1rem .75rem;margin:0 0 .75rem}
.mark{float:left;width:2.1rem;height:2.1rem;margin:0 .75rem .25rem 0;border-radius:50%;background:var(--brand);color:#fff;font-weight:700;font-size:1.15rem;line-height:2.1rem;text-align:center}
.note.warn .mark{background:var(--warn)}
.note.bad .mark{background:var(--bad)}
.mark~h1{overflow:hidden;padding-top:.1rem}
.mark~p{clear:left}
button.bad{background:var(--bad)}
button.warn{background:var(--warn)}
ol.steps{margin:0;padding-left:1.25rem}
ol.steps li{margin:0 0 .6rem}
.pages{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center;margin:.25rem 0 .75rem}
.pages>*{padding:.45rem .6rem;min-width:2.5rem;text-align:center}
@media(max-width:34rem){
dl{grid-template-columns:1fr;gap:0}
dd{margin:0 0 .55rem}
.rows thead,.budget thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.rows,.rows tbody,.rows tr{display:block}
.rows td{display:inline;border:0;padding:0 .35rem 0 0;overflow-wrap:anywhere}
.rows td:nth-child(2){display:block;font-weight:600}
.rows td:nth-child(3){display:block}
.rows td:nth-child(5):not(:empty)::before{content:"· "}
.rows td:nth-child(6):not(:empty){display:block}
.rows tr{border-bottom:1px solid var(--line);padding:.5rem 0}
.budget,.budget tbody,.budget tr,.budget td,.budget th{display:block;border:0;padding:.1rem 0}
.budget tr{border-bottom:1px solid var(--line);padding:.4rem 0}
.budget th{color:var(--ink)}
.budget td::before{content:attr(data-label);float:left;color:var(--soft)}
.budget td::after{content:"";display:block;clear:both}
.rows td:nth-child(1){float:right;color:var(--soft)}
.figures b{font-size:1.5rem}
button{width:100%}
}
@media print{details.choice,header a,a.jump{display:none}body{background:#fff}}
`;

/** The style's hash for the Content-Security-Policy: nothing else may style the page, and nothing may run in it. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE, 'utf8').digest('base64')}`;
