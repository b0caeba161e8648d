#include "web/pages/site_style.hpp"

namespace repere::web {

std::string_view site_style() {
  static constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#555;--line:#d0d0d0;--link:#0b57a4;--alert:#7a3b00;--alert-paper:#fff3df}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#15181c;--quiet:#b5b5b5;--line:#444;--link:#8ec5ff;--alert:#ffd59b;--alert-paper:#3a2a12}}
body{margin:0;font:1.06rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:64rem;margin:0 auto;padding:1rem 1.25rem}main:has(.broad),header:has(+main .broad){max-width:96rem}td.when{white-space:nowrap}
.broad td ul{margin:0;padding-left:1.1rem}.broad td li{max-width:none}.broad td form.act{margin:.05rem .3rem .05rem 0}.broad td form.act button{padding:.1rem .5rem;border-width:1px;font-weight:500}@media(min-width:75rem){.agenda td.asked{min-width:11rem}}@media(min-width:90rem){.agenda td.asked{min-width:18rem}}
header{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;justify-content:space-between;align-items:baseline;border-bottom:1px solid var(--line)}
h1{font-size:1.9rem;line-height:1.2;margin:1.2rem 0 .4rem}h2{font-size:1.25rem;margin:2rem 0 .6rem}
a{color:var(--link)}.brand{font-weight:700;text-decoration:none;color:inherit}
.alert{background:var(--alert-paper);color:var(--alert);border-left:.35rem solid;padding:.7rem 1rem;font-weight:600}
.main-link{display:inline-block;font-weight:700;font-size:1.15rem;padding:.65rem 1.1rem;border:2px solid;border-radius:.4rem;margin:.4rem .8rem .4rem 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;align-items:start}
figure{margin:0;background:#fff;color:#1a1a1a;border:1px solid var(--line);padding:.5rem}figure img{width:100%;height:auto;display:block}
figcaption{font-size:.95rem;padding:.3rem .2rem 0}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
.ways{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;margin:0;padding:0}.ways a{display:inline-block;padding:.35rem 0}
.ways a[aria-current]{font-weight:700;text-decoration-thickness:.18em;text-underline-offset:.3em}
header nav{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;align-items:baseline}header form{margin:0;color:var(--quiet)}
label{display:block;font-weight:600;margin:.2rem 0}input:not([type=checkbox]):not([type=hidden]),select{font:inherit;color:inherit;background:var(--paper);
 border:1px solid var(--quiet);border-radius:.3rem;padding:.45rem .6rem;width:min(100%,22rem);box-sizing:border-box}
label input[type=checkbox]{width:1.2rem;height:1.2rem;vertical-align:-.2rem}
button{font:inherit;font-weight:600;color:var(--link);background:var(--paper);border:2px solid;border-radius:.4rem;padding:.4rem 1rem;cursor:pointer}
header button{padding:.15rem .7rem;border-width:1px;font-weight:400}
form.act{display:inline-block;margin:.15rem .3rem}.secret{overflow-wrap:anywhere}.said{font-size:1.5rem;letter-spacing:.06em}
:focus-visible{outline:.2rem solid var(--link);outline-offset:.15rem}
.search{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:end}.search p{margin:.3rem 0}.search input:not([type=checkbox]){width:12rem}
.wide{overflow-x:auto;margin:1rem 0}table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--quiet);padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line)}tbody th{font-weight:600}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.15rem 1rem;margin:.4rem 0}dt{color:var(--quiet)}dd{margin:0}
.timeline{padding-left:1.2rem;border-left:.2rem solid var(--line);list-style:none}.timeline h3{font-size:1.05rem;margin:.9rem 0 .2rem}
.acts{list-style:none;padding:0}.acts>li{margin:.5rem 0}.acts p{margin:.2rem 0}.act{display:inline-block;margin:0 0 .4rem}.acts>li>.act{vertical-align:middle}
fieldset{border:1px solid var(--line);border-radius:.4rem;margin:.6rem 0}fieldset p{margin:.1rem 0}.link{overflow-wrap:anywhere}h3{font-size:1.1rem}
.codes{columns:12rem;list-style:none;padding:0}.codes code,p code{font-size:1.1rem}.qr{width:min(100%,14rem);display:block}
textarea,select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:.3rem;padding:.45rem .6rem;max-width:100%;box-sizing:border-box}
select.wide{width:min(100%,46rem)}textarea{width:min(100%,46rem);min-height:6rem}.as-written{white-space:pre-wrap;overflow-wrap:anywhere}.step{border:1px solid var(--line);border-radius:.4rem;padding:.4rem .8rem;margin:.5rem 0}.step summary{font-weight:600;cursor:pointer}
@media(max-width:46rem){.stacks,.stacks tbody,.stacks tr,.stacks td,.stacks tbody th,.stacks caption{display:block}.stacks thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stacks tr{border-bottom:1px solid var(--line);padding:.6rem 0}.stacks td,.stacks tbody th{border:0;padding:.1rem 0}.stacks tbody th{font-size:1.08rem}.stacks td:empty{display:none}.stacks td[data-name]::before{content:attr(data-name) "\00a0: ";color:var(--quiet)}}
@media print{header nav,footer,button{display:none}}
ul.files{columns:18rem;padding-left:1.2rem}footer{border-top:1px solid var(--line);color:var(--quiet);font-size:.95rem}
)";
  return style;
}

}  // namespace repere::web
