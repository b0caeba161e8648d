#include "web/pages/site_style.hpp"

namespace repere::web {

std::string_view site_style() {
  static constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#555;--line:#d0d0d0;--link:#0b57a4;--alert:#7a3b00;--alert-paper:#fff3df}
@media(prefers-color-scheme:dark){:root{--ink:#eee;--paper:#15181c;--quiet:#b5b5b5;--line:#444;--link:#8ec5ff;--alert:#ffd59b;--alert-paper:#3a2a12}}
body{margin:0;font:1.06rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
header,main,footer{max-width:64rem;margin:0 auto;padding:1rem 1.25rem}
header{display:flex;justify-content:space-between;align-items:baseline;border-bottom:1px solid var(--line)}
h1{font-size:1.9rem;line-height:1.2;margin:1.2rem 0 .4rem}h2{font-size:1.25rem;margin:2rem 0 .6rem}
a{color:var(--link)}.brand{font-weight:700;text-decoration:none;color:inherit}
.alert{background:var(--alert-paper);color:var(--alert);border-left:.35rem solid;padding:.7rem 1rem;font-weight:600}
.main-link{display:inline-block;font-weight:700;font-size:1.15rem;padding:.65rem 1.1rem;border:2px solid;border-radius:.4rem;margin:.4rem .8rem .4rem 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;align-items:start}
figure{margin:0;background:#fff;color:#1a1a1a;border:1px solid var(--line);padding:.5rem}figure img{width:100%;height:auto;display:block}
figcaption{font-size:.95rem;padding:.3rem .2rem 0}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
ul.files{columns:18rem;padding-left:1.2rem}footer{border-top:1px solid var(--line);color:var(--quiet);font-size:.95rem}
)";
  return style;
}

}  // namespace repere::web
