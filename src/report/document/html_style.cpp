#include "report/document/html.hpp"

namespace repere::report {

std::string_view html_style() {
  return R"css(
:root{color-scheme:light dark;--ink:#1a1a1a;--quiet:#555;--paper:#fff;--rule:#999;--grid:#e4e4e4;--shade:#f3f5f7;
--accent:#00598b;--warn:#8f4a00;--badge:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--quiet:#b4b4b4;--paper:#16181b;--rule:#777;--grid:#34373b;
--shade:#202327;--accent:#7cc4f0;--warn:#f0b46a;--badge:#ff8a80}
svg [fill="#1a1a1a"]{fill:#ececec}svg [stroke="#1a1a1a"]{stroke:#ececec}
svg [fill="#555555"]{fill:#b4b4b4}svg [stroke="#555555"]{stroke:#b4b4b4}
svg [stroke="#999999"]{stroke:#777}svg [stroke="#e4e4e4"]{stroke:#34373b}svg [fill="#f3f5f7"]{fill:#202327}
svg [fill="#b3261e"]{fill:#ff8a80}
svg [fill="#0072b2"]{fill:#3d9fdb}svg [stroke="#0072b2"]{stroke:#3d9fdb}}
*{box-sizing:border-box}
html{font:100%/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--ink);background:var(--paper);
-webkit-text-size-adjust:100%}
body{margin:0}
main,header.title{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header.title{padding-top:2rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.35rem;line-height:1.25;margin:2.6rem 0 .8rem;padding-top:.8rem;border-top:2px solid var(--grid)}
h3{font-size:1.08rem;margin:1.8rem 0 .5rem}
p{margin:.6rem 0;max-width:46rem}
.subtitle{font-size:1.1rem;color:var(--quiet);margin:0 0 1rem}
.quiet,.notes,figcaption .notes{color:var(--quiet);font-size:.88rem}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,.box:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem;top:0;background:var(--paper);padding:.6rem 1rem;z-index:3}
.skip:focus{left:0}
.banner{position:sticky;top:0;z-index:2;background:var(--badge);color:var(--paper);text-align:center;font-weight:700;
padding:.35rem 1rem;letter-spacing:.04em}
.across{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;pointer-events:none;z-index:1;
overflow:hidden}
.across span{transform:rotate(-28deg);font-size:min(7.5vw,5.2rem);font-weight:700;white-space:nowrap;color:var(--badge);
opacity:.07}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:1rem 0;padding:.9rem 1rem;
background:var(--shade);border-radius:.4rem}
.facts dt{font-weight:600}.facts dd{margin:0;overflow-wrap:anywhere}
nav ol{columns:2 16rem;padding-left:1.4rem}nav li{break-inside:avoid;margin:0 0 .3rem}
.box{overflow-x:auto;margin:1.6rem 0 .4rem}figure .box{margin:0 0 .4rem}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;min-width:60%;
border-top:2px solid var(--ink);border-bottom:2px solid var(--ink)}
.caption,caption,figcaption{font-weight:400;text-align:left;margin:1.4rem 0 .4rem;max-width:46rem}
caption{margin:0;padding:0 0 .45rem;max-width:none}
caption span{display:block;max-width:min(46rem,calc(100vw - 2.5rem))}
caption b,figcaption b{font-weight:700}
th,td{padding:.28rem .7rem;text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:600;vertical-align:bottom;border-bottom:1px solid var(--rule)}
thead th[colspan]{text-align:center}
tbody th[scope=row]{min-width:6.8rem}tbody th.group{font-weight:600;padding-top:.6rem}
tbody tr:hover{background:var(--shade)}
.r{text-align:right}.c{text-align:center}td.r,td.c{white-space:nowrap}
.i1{padding-left:1.7rem}.i2{padding-left:2.7rem}
figure{margin:1.6rem 0}
figure svg{display:block;width:100%;height:auto;max-width:52rem}
figure .box{min-width:0}
details{margin:.4rem 0;font-size:.95rem}summary{cursor:pointer;color:var(--accent)}
.note{border-left:.3rem solid var(--accent);background:var(--shade);padding:.6rem 1rem;margin:1rem 0;max-width:46rem}
.note p{margin:.1rem 0}.note .note-title{font-weight:600}.note.warning{border-color:var(--warn)}
dl.terms dt{font-weight:600;margin-top:.8rem}dl.terms dd{margin:.1rem 0 0 1.2rem;max-width:45rem}
.source{color:var(--quiet);font-size:.88rem;overflow-wrap:anywhere}
main>ul li{margin:.25rem 0;max-width:46rem;overflow-wrap:anywhere}
footer{max-width:62rem;margin:3rem auto 0;padding:1rem 1.25rem 2.5rem;color:var(--quiet);font-size:.88rem}
@media (max-width:40rem){h1{font-size:1.5rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}
figure .box svg{min-width:30rem}}
@media print{html{font-size:9.5pt;color:#000;background:#fff}.skip,nav,details{display:none}.box{overflow:visible}
h2,h3,caption,figcaption{break-after:avoid}figure,tr,.note{break-inside:avoid}thead{display:table-header-group}
main,header.title,footer{max-width:none;padding:0}@page{size:A4;margin:18mm 17mm}}
)css";
}

}  // namespace repere::report
