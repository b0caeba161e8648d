#include "web/people/room/room_parts.hpp"

namespace repere::web {

std::string_view room_style() {
  static constexpr std::string_view style = R"(
:root{--good:#14532d;--good-paper:#e3f4e7;--lack:#7a3b00;--lack-paper:#fff3df;--panel:#f6f7f9;--now:#0b57a4}
@media(prefers-color-scheme:dark){:root{--good:#b6f0c5;--good-paper:#12301c;--lack:#ffd59b;--lack-paper:#3a2a12;--panel:#1d2127;--now:#8ec5ff}}
main:has(.room){max-width:none;padding:.4rem 1rem 1rem}main:has(.room)>h1{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}main:has(.room)>.alert{margin:.2rem 0;padding:.25rem .8rem;font-size:.95rem}
header:has(+main .room){max-width:none;padding:.35rem 1rem}
.room{font-size:1rem;line-height:1.42}.room h2{font-size:1.1rem;margin:.2rem 0 .5rem}.room h3{font-size:.92rem;margin:.8rem 0 .15rem;color:var(--quiet);font-weight:600}
.whose{font-weight:600;font-size:.9rem}.room p{margin:.25rem 0}.quiet{color:var(--quiet);font-size:.93rem}
kbd{font:600 .78em/1.3 ui-monospace,monospace;border:1px solid var(--quiet);border-bottom-width:2px;border-radius:.25rem;padding:0 .32em;color:var(--quiet);background:var(--paper)}
.line{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;align-items:baseline;position:sticky;top:0;background:var(--paper);z-index:2;padding:.2rem 0;border-bottom:1px solid var(--line)}
.line .board{font-weight:700;font-size:1.15rem;margin-right:auto}#room-line{color:var(--quiet)}#room-line.warn,#room-said:not(:empty){background:var(--lack-paper);color:var(--lack);font-weight:600;padding:.1rem .6rem;border-radius:.3rem}
button.small{padding:.05rem .55rem;border-width:1px;font-weight:500;font-size:.92rem;min-height:1.6rem}
button.strong{background:var(--link);color:var(--paper);border-color:var(--link)}button.strong kbd{background:transparent;color:inherit;border-color:currentColor}
#room-top{display:grid;grid-template-columns:minmax(20rem,1fr) 2fr;gap:.4rem 1.6rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
.quorum{display:inline-block;font-weight:600;padding:.3rem .8rem;border-radius:.4rem;border-left:.35rem solid}
.quorum.reached{background:var(--good-paper);color:var(--good)}.quorum.lacking{background:var(--lack-paper);color:var(--lack)}
#quorum{font-size:1.15rem}.presence{display:flex;flex-wrap:wrap;gap:.35rem .8rem;align-items:center}.presence>*{margin:0}
#present{flex:1 1 100%;display:flex;gap:.2rem .6rem;align-items:flex-start}#present form{flex:1 1 auto}.count{color:var(--quiet);font-size:.92rem;white-space:nowrap;min-width:5.2rem;padding-top:.2rem}
#present .people{max-height:5.6rem;overflow-y:auto;align-content:flex-start;contain:layout style;padding:.15rem;font-size:.92rem}
.people{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;margin:0;padding:0}.people li{display:flex;gap:.4rem;align-items:center}
.people li>span{background:var(--panel);border:1px solid var(--line);border-radius:1rem;padding:.08rem .7rem}.presence form{margin:0;display:flex;flex-wrap:wrap;gap:.3rem .5rem;align-items:center}
#absent:empty{display:none}.absent{display:flex;flex-wrap:wrap;gap:.3rem .6rem;align-items:baseline}.absent p{margin:0;color:var(--quiet);font-size:.92rem}.member{border-style:dashed}
.presence label{margin:0;font-weight:400;font-size:.92rem}.presence select,.presence input:not([type=checkbox]):not([type=hidden]){width:auto;padding:.15rem .4rem}
.guest summary,.ending summary{cursor:pointer;color:var(--link);font-weight:600;min-height:1.6rem}.guest[open],.ending[open]{border:1px solid var(--line);border-radius:.4rem;padding:.3rem .6rem}
.columns{display:grid;grid-template-columns:16rem minmax(0,1fr) minmax(0,1.15fr);gap:0 1.2rem;align-items:start}
.columns>*{padding:.6rem 0}#room-agenda ol{list-style:none;margin:0;padding:0}
#room-agenda a{display:grid;grid-template-columns:1.1rem 1.4rem 1fr auto;gap:0 .35rem;text-decoration:none;color:inherit;padding:.3rem .4rem;border-radius:.35rem;border-left:.25rem solid transparent}
#room-agenda a:hover{background:var(--panel)}#room-agenda a[aria-current]{background:var(--panel);border-left-color:var(--now);box-shadow:inset 0 0 0 1px var(--line)}
#room-agenda .mark,#room-agenda .number{text-align:right;color:var(--quiet)}#room-agenda strong{grid-column:3/5;font-size:.92em;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}#room-agenda .minutes{grid-column:4;grid-row:2;color:var(--quiet);font-size:.88rem}
#room-agenda .stage{grid-column:3/4;grid-row:2;color:var(--quiet);font-size:.88rem}#room-agenda .running{grid-column:4;grid-row:3;font-variant-numeric:tabular-nums;font-weight:700;color:var(--now)}.running.late{color:var(--lack)}
#room-agenda li{content-visibility:auto;contain-intrinsic-size:auto 3.2rem}#room-agenda .discussing{background:var(--good-paper);border-radius:.35rem}#room-agenda .discussing .stage,#room-agenda .discussing .mark{color:var(--good);font-weight:600}
#room-agenda .carried_over strong,#room-agenda .withdrawn strong{text-decoration:line-through;font-weight:400}
.case-head{display:flex;flex-wrap:wrap;gap:.3rem 1rem;align-items:center;justify-content:space-between}.case-head h2{font-size:1.35rem;margin:0}.case-head small{font-size:.85rem;font-weight:400;color:var(--quiet)}
#identity:not(:empty){color:var(--ink);margin-right:.6rem}.question{background:var(--panel);border-left:.35rem solid var(--now);padding:.25rem .8rem .5rem;margin:.5rem 0;font-size:1.15rem}
.question h3{margin-top:.2rem}.tumour{font-weight:600}.room .acts{list-style:none;padding:0;margin:.3rem 0}.room .acts>li{display:grid;grid-template-columns:6.6rem 1fr;gap:.5rem;margin:0;padding:.14rem 0;border-top:1px solid var(--line)}
.when{white-space:nowrap;font-variant-numeric:tabular-nums;color:var(--quiet)}.people .small:not(.member){border:0;padding:0 .15rem;text-decoration:underline;font-size:.85rem;font-weight:400}
#room-decision form[data-field]{display:grid;grid-template-columns:11.5rem minmax(0,1fr) auto;gap:.1rem .6rem;align-items:start;margin:.25rem 0;padding:.1rem 0 .1rem .5rem;border-left:.25rem solid var(--line)}
#room-decision form.filled{border-left-color:var(--now)}#room-decision label,#room-decision legend{font-weight:500;margin:0;padding:.25rem 0 0}#room-decision .filled>label{font-weight:700}
#room-decision textarea{width:100%;min-height:2.1rem;field-sizing:content;resize:vertical;padding:.25rem .5rem;grid-column:2}#room-decision select{width:100%;padding:.25rem .4rem}
#room-decision fieldset{grid-column:1/3;display:grid;grid-template-columns:11.5rem minmax(0,1fr);gap:.1rem .6rem;border:0;margin:0;padding:0}#room-decision legend{float:left;grid-column:1}
.choices{grid-column:2;display:flex;flex-wrap:wrap;gap:.3rem}.choices label{padding:0!important;display:inline-flex;position:relative}.choices input{position:absolute;opacity:0;width:1px!important;height:1px;padding:0}
.choices span{border:1px solid var(--quiet);border-radius:.35rem;padding:.15rem .7rem;cursor:pointer}.choices input:checked+span{background:var(--link);color:var(--paper);border-color:var(--link);font-weight:700}
.choices input:checked+span kbd{background:transparent;color:inherit;border-color:currentColor}.choices input:focus-visible+span{outline:.2rem solid var(--link);outline-offset:.15rem}.choices input:disabled+span{opacity:.75;cursor:default}
.needed{color:var(--lack);font-weight:700}.note{grid-column:2;font-size:.84rem;color:var(--quiet);min-height:0}.note:empty{display:none}.note.saved{color:var(--good)}.note.warn{color:var(--lack);font-weight:600}.note.writes{color:var(--now);font-style:italic}
.scripted .save{display:none}.room:not(.scripted) .scripts,.room:not(.scripted) #keys-open{display:none}
.conflict{grid-column:1/4;background:var(--lack-paper);color:var(--ink);border-left:.35rem solid var(--lack);padding:.3rem .7rem;margin:.2rem 0}.two{display:grid;grid-template-columns:1fr 1fr;gap:.2rem 1rem;margin-bottom:.4rem}
.todo{margin:.2rem 0;padding-left:1.2rem}#action-form{display:grid;grid-template-columns:11.5rem minmax(0,1fr);gap:.25rem .6rem;align-items:center}#action-form input{width:100%;padding:.25rem .5rem}#action-form button{grid-column:2;justify-self:start}
#room-decision #action-form label{padding:0}#missing{font-size:.95rem;margin-top:.8rem}dialog{border:1px solid var(--quiet);border-radius:.5rem;color:var(--ink);background:var(--paper);max-width:34rem}
dialog::backdrop{background:#0008}dialog dl{grid-template-columns:5rem 1fr}.sheet{border:1px solid var(--line);border-radius:.4rem;padding:.2rem 1.4rem 1rem;margin:1rem 0}.sheet h2{margin-top:1.2rem}
.report dt{font-weight:600}.sign{border-top:1px solid var(--line);margin-top:1rem}.addenda li{border-left:.3rem solid var(--now);padding-left:.8rem;margin:.6rem 0;list-style:none}
@media(min-width:1101px){.columns>*{max-height:calc(100vh - 4rem);overflow-y:auto;position:sticky;top:2.6rem;padding:.6rem .3rem}#room-decision{border-left:1px solid var(--line);padding-left:1rem}}
@media(min-width:1700px){.room{font-size:1.16rem}.columns{grid-template-columns:19rem minmax(0,1fr) minmax(0,1.15fr)}}
@media(max-width:1100px){.columns{grid-template-columns:minmax(0,1fr)}#room-top{grid-template-columns:minmax(0,1fr)}#room-agenda ol{max-height:16rem;overflow-y:auto}}
@media(max-width:600px){#room-decision form[data-field],#room-decision fieldset,#action-form{grid-template-columns:minmax(0,1fr)}#room-decision textarea,.choices,.note,#action-form button{grid-column:1}#room-decision legend{float:none}.two{grid-template-columns:1fr}.room kbd{display:none}}
@media print{.line,#room-agenda,.presence form,.save{display:none}}
)";
  return style;
}

}  // namespace repere::web
