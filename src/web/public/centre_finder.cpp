#include "web/http/compression.hpp"
#include "web/pages/report_site.hpp"
#include "web/public/centre_directory.hpp"

namespace repere::web {

namespace {

// A web component for pages of other sites: it asks this server's data and builds its elements itself, so that no text becomes HTML.
constexpr std::string_view script = R"JS(const home = new URL(import.meta.url).origin;
const words = {
  fr: { title: 'Trouver un centre du réseau sarcomes', label: 'Commune ou code postal', go: 'Chercher', none: 'Aucun lieu trouvé. Essayez un code postal à cinq chiffres.',
    choose: 'Quel lieu ?', confirm: 'à confirmer par le réseau', line: 'Distances à vol d’oiseau. Coordonnées : GeoNames (CC BY).', error: 'Le réseau ne répond pas. Réessayez plus tard.', all: 'Tous les centres', coordinator: 'centre coordinateur', competence: 'centre de compétence', about: 'Distance approchée : la position exacte du lieu n’est pas connue.' },
  en: { title: 'Find a centre of the sarcoma network', label: 'Commune or postal code', go: 'Search', none: 'No place found. Try a postal code of five digits.',
    choose: 'Which place?', confirm: 'to be confirmed by the network', line: 'Distances in a straight line. Coordinates: GeoNames (CC BY).', error: 'The network does not answer. Try again later.', all: 'All centres', coordinator: 'coordinating centre', competence: 'centre of competence', about: 'Approximate distance: the exact position of the place is not known.' },
};
const style = ':host{display:block;font:inherit;max-width:34rem;border:1px solid;border-radius:.5rem;padding:1rem}h2{margin:0 0 .5rem;font-size:1.1rem}form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}label{display:block;font-weight:600}input,button{font:inherit;padding:.4rem .7rem;min-height:2.2rem;box-sizing:border-box}ol{padding-left:1.4rem}li{margin:.4rem 0}small{display:block}';
const make = (name, text, more = {}) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, more);
class Finder extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.language = (this.getAttribute('lang') ?? this.closest('[lang]')?.lang ?? 'fr').startsWith('en') ? 'en' : 'fr';
    const say = words[this.language];
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    this.input = make('input', undefined, { id: 'place', maxLength: 100, autocomplete: 'postal-code', value: this.getAttribute('place') ?? '' });
    const field = make('div');
    field.append(make('label', say.label, { htmlFor: 'place' }), this.input);
    const form = make('form');
    form.append(field, make('button', say.go));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.find(this.input.value); });
    this.answer = make('div');
    this.answer.setAttribute('role', 'status');
    const all = make('a', say.all, { href: home + (this.language === 'en' ? '/en/centres' : '/centres') });
    const last = make('p');
    last.append(all, make('small', say.line));
    root.append(make('h2', say.title), form, this.answer, last);
    if (this.input.value) this.find(this.input.value);
  }
  async find(place, commune = '') {
    const say = words[this.language];
    const asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      const query = new URLSearchParams({ lieu: place.slice(0, 100), commune });
      const reply = await fetch(`${home}/api/v1/centres?${query}`, { credentials: 'omit' });
      if (!reply.ok) throw new Error(String(reply.status));
      const found = await reply.json();
      if (asked === this.asked) this.show(found);
    } catch {
      if (asked === this.asked) this.answer.replaceChildren(make('p', say.error));
    }
  }
  show({ search, centres }) {
    const say = words[this.language];
    if (search.answer === 'nothing' || search.answer === 'nothing_asked') return this.answer.replaceChildren(make('p', say.none));
    if (search.position_of === null) {
      const list = make('ul');
      for (const one of search.others) {
        const button = make('button', `${one.name}, ${one.postal_codes[0] ?? ''} (${one.department_name})`, { type: 'button' });
        button.addEventListener('click', () => this.find(one.name + (one.kind === 'old_commune' ? ` ${one.postal_codes[0]}` : ''), one.kind === 'old_commune' ? '' : one.code));
        const item = make('li');
        item.append(button);
        list.append(item);
      }
      return this.answer.replaceChildren(make('p', say.choose), list);
    }
    const list = make('ol');
    const number = new Intl.NumberFormat(this.language, { maximumFractionDigits: 0 });
    for (const one of centres.filter((each) => each.distance_km !== null).slice(0, 5)) {
      const item = make('li');
      const role = one.roles[0];
      item.append(make('a', one.name, { href: home + (this.language === 'en' ? '/en' : '') + one.page }),
        ` – ${number.format(Math.round(one.distance_km))}\u00A0km`,
        make('small', say[role.role] + (role.certainty === 'confirmed' ? '' : `, ${say.confirm}`)));
      list.append(item);
    }
    this.answer.replaceChildren(...(search.position_of === 'place' ? [] : [make('p', say.about)]), list);
  }
}
customElements.define('repere-centre-finder', Finder);
)JS";

}  // namespace

void add_centre_finder(std::vector<Route>& routes) {
  Route route =
      asset_route("/assets/finder.js", make_asset("text/javascript; charset=utf-8", std::string(script)),
                  "The finder of centres for pages of other sites");
  route.embeddable = true;
  routes.push_back(std::move(route));
}

}  // namespace repere::web
