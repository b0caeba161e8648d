#include "web/public/public_frame.hpp"

namespace repere::web {

std::string_view public_style() {
  static constexpr std::string_view style = R"(
:root{--deep:#0b3d5c;--deep-ink:#fff;--soft:#eef4f8;--strong:#b3261e;--strong-paper:#fdecea;--good:#1b5e20;--good-paper:#e9f5ea}
@media(prefers-color-scheme:dark){:root{--deep:#9fd0f5;--deep-ink:#08202f;--soft:#1d252c;--strong:#ffb4ab;--strong-paper:#3b1815;--good:#a5d6a7;--good-paper:#16301a}}
header.public{flex-wrap:wrap;gap:.3rem 1.6rem;align-items:baseline}header.public nav{flex:1 1 auto}
header.public .brand{font-size:1.25rem;color:var(--deep);letter-spacing:.01em}.tongue{margin-left:auto}
.lead{font-size:1.18rem;color:var(--quiet);max-width:46rem;margin:.2rem 0 1.4rem}
main p,main li{max-width:46rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1rem;padding:0;list-style:none;margin:1.2rem 0}
.cards>li{max-width:none;border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.2rem;background:var(--soft)}
.cards>li{display:flex;flex-direction:column}.cards>li>p:nth-child(3){margin-top:auto;padding-top:.4rem}
.cards h2,.cards h3{margin:.1rem 0 .4rem;font-size:1.2rem}.cards p{margin:.3rem 0}
.cards>li.first{grid-column:1/-1;background:var(--deep);color:var(--deep-ink);border-color:var(--deep)}
.cards>li.first a{color:inherit}
.act{display:inline-block;font-weight:700;text-decoration:none;color:var(--deep-ink);background:var(--deep);border:2px solid var(--deep);border-radius:.4rem;padding:.55rem 1.2rem}
.first .act{background:var(--deep-ink);color:var(--deep)!important}
button.act{font:inherit;font-weight:700;cursor:pointer}
.warning{background:var(--strong-paper);color:var(--strong);border-left:.35rem solid;padding:.7rem 1rem}
.fine{background:var(--good-paper);color:var(--good);border-left:.35rem solid;padding:.7rem 1rem}
.source{font-size:.9rem;color:var(--quiet)}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1rem 0;padding:.6rem 1rem 1rem;min-width:0}legend{font-weight:700;padding:0 .4rem}
.choice{display:block;font-weight:400;padding:.35rem .2rem}.choice input{width:1.2rem!important;height:1.2rem;margin-right:.6rem;vertical-align:-.2rem}
select,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:.3rem;padding:.45rem .6rem;max-width:100%;box-sizing:border-box}
textarea{width:100%;min-height:7rem}.hint{color:var(--quiet);font-weight:400;font-size:.95rem;display:block}
.wrong{display:block;color:var(--strong);font-weight:600}.needed{font-weight:400;color:var(--quiet)}.as-written{white-space:pre-wrap;overflow-wrap:anywhere}
.secret{overflow-wrap:anywhere}.said{font-size:1.5rem;letter-spacing:.06em}
.number{text-align:right;font-variant-numeric:tabular-nums}
.part{border:0;padding:0 0 .4rem;margin:.6rem 0 0}.part legend{padding:0;font-weight:600}input.short{width:8rem!important;display:block}
.verdict{font-size:1.1rem;max-width:46rem}.steps .choice{display:inline-block;margin-right:1.1rem}.actions{display:flex;flex-wrap:wrap;gap:.7rem 1.2rem;align-items:center;max-width:none}
.forbidden{border-left:.35rem solid var(--strong);padding-left:1rem}.forbidden h2{color:var(--strong)}
ol.centres{padding-left:1.6rem}ol.centres h3{margin:.8rem 0 .1rem;font-size:1.08rem}ol.centres p{margin:.1rem 0}
.boards{padding-left:1.2rem;margin:.2rem 0 .6rem}ol.centres p.next{margin-top:.4rem}.boards li{margin-bottom:.4rem}
.mark{color:var(--alert);background:var(--alert-paper);border-radius:.25rem;padding:0 .3rem}.mark.confirmed{color:var(--good);background:var(--good-paper)}
.with-map{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem 2rem;align-items:start}
figure.map{background:none;color:inherit;border:0;padding:0;margin-top:2rem;position:sticky;top:1rem}figure.map svg{width:100%;height:auto}
.map text{fill:var(--quiet);font-size:11px}.map circle{fill:var(--link);stroke:var(--paper);stroke-width:1.5}.map circle.lead-centre{fill:var(--strong)}
.map a:hover circle,.map a:focus circle{stroke:var(--ink);stroke-width:3}.map .here{stroke:var(--ink);stroke-width:3}
.edition{color:var(--quiet)}.kept{color:var(--quiet);font-style:italic}figure.result{background:var(--paper);color:inherit;max-width:52rem;margin:1rem 0}
figure.result .wide{margin:0}figure.result svg{display:block;width:100%;min-width:30rem;height:auto}.figures-table th[scope=row]{max-width:22rem}summary{cursor:pointer;padding:.3rem 0}td,th{white-space:normal}
header.public .ways{gap:.2rem .85rem;font-size:.95rem}header.public{column-gap:1rem}.tongue{font-size:.95rem}
fieldset>p{margin:1rem 0 .4rem}.search{align-items:flex-end}.search label{display:block}.search select,.search button{margin:0}label+select+button{display:block;margin-top:.6rem}
@media(max-width:34rem){.wide td,.wide th{padding-right:.45rem;font-size:.92rem}header.public nav{flex-basis:100%}header.public .tongue{order:-1}header.public .brand{order:-2}dl{grid-template-columns:minmax(0,1fr)}dd{margin-bottom:.5rem}}
@page{margin:16mm 15mm}
@media print{header.public nav,.tongue,.act,.actions,form,form.search,details:not([open]){display:none}form.steps,form[enctype]{display:block}main,header,footer{max-width:none;padding:0}body{font-size:10.5pt}
main p,main li{max-width:none}a{color:inherit}.wide{overflow:visible}figure.map{position:static}figure.result svg{min-width:0}.cards>li.first{background:none;color:inherit;border-width:2px}
li,tr,figure,dl>*,.verdict,fieldset.part,.cards>li,fieldset:not(:has(fieldset)){break-inside:avoid}h1,h2,h3,legend,caption{break-after:avoid}thead{display:table-header-group}}
@media(prefers-color-scheme:dark){.result svg [fill="#1a1a1a"]{fill:#ececec}.result svg [stroke="#1a1a1a"]{stroke:#ececec}.result svg [fill="#555555"]{fill:#b4b4b4}.result svg [stroke="#999999"]{stroke:#8a8a8a}.result svg [stroke="#e4e4e4"]{stroke:#34373b}.result svg [fill="#b3261e"]{fill:#ff8a80}.result svg [fill="#0072b2"]{fill:#3d9fdb}.result svg [stroke="#0072b2"]{stroke:#3d9fdb}}
)";
  return style;
}

}  // namespace repere::web
