// The shell: menu, theme, and which page an address shows. Addresses are #/path?query.

import {overview} from './api.js';
import {h} from './dom.js';
import {count} from './format.js';
import {head} from './parts/layout.js';
import {failure, waiting} from './parts/states.js';
import {link, parse, remembered} from './route.js';

const PAGES = [
  [/^\/$/, './pages/campaigns.js'],
  [/^\/campaigns\/([^/]+)$/, './pages/campaign.js'],
  [/^\/try$/, './pages/try.js'],
  [/^\/compare$/, './pages/compare.js'],
  [/^\/rank$/, './pages/rank.js'],
  [/^\/items$/, './pages/items.js'],
  [/^\/users$/, './pages/users.js'],
  [/^\/runs$/, './pages/runs.js'],
  [/^\/runs\/([^/]+)$/, './pages/run.js'],
  [/^\/api$/, './pages/reference.js'],
  [/^\/api\/([^/]+)$/, './pages/operation.js'],
];

/** Where one goes from a page that cannot be shown: how its address begins, the address, its name. */
const PARENTS = [['/runs/', '/runs', 'Nightly runs'], ['/api/', '/api', 'API reference']];

const MENU = [
  ['Operate', [['/', 'Campaigns'], ['/runs', 'Nightly runs']]],
  ['Ask', [['/try', 'Try it'], ['/compare', 'Compare'], ['/rank', 'Rank a list']]],
  ['Look up', [['/users', 'Users'], ['/items', 'Items'], ['/api', 'API reference']]],
];

const main = document.getElementById('main');
let current = null;
let leaving = new AbortController();

function showMenu(path) {
  const here = path.startsWith('/campaigns/') ? '/' : path.replace(/^(\/runs|\/api)\/.*/, '$1');
  document.getElementById('menu').replaceChildren(
    ...MENU.map(([group, entries]) => h('div', {},
      h('p', {class: 'group', 'aria-hidden': 'true'}, group),
      h('ul', {'aria-label': group}, entries.map(([to, text]) => h('li', {},
        h('a', {href: link(to, remembered(to)), 'aria-current': to === here && 'page'}, text)))))));
  document.querySelector('#menu [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'nearest'});
}

async function showState() {
  const state = document.getElementById('state');
  try {
    const {campaigns, ready, loading} = await overview();
    const bad = campaigns.filter((campaign) => campaign.failure).length;
    const [colour, text] = loading ? ['warn', 'Loading campaigns']
      : bad > 0 ? [ready ? 'warn' : 'bad', `${count(bad)} of ${count(campaigns.length)} refused`]
        : campaigns.length === 0 ? ['warn', 'No campaigns']
          : ['good', `${count(campaigns.length)} serving`];
    if (state.dataset.text !== text) {
      state.dataset.text = text;
      state.replaceChildren(h('span', {class: `dot ${colour}`}), text);
    }
  } catch {
    state.dataset.text = '';
    state.replaceChildren(h('span', {class: 'dot bad'}), 'Server unreachable');
  }
}

async function show({focus}) {
  const {path, query} = parse(location.hash);
  leaving.abort();
  leaving = new AbortController();
  const signal = leaving.signal;
  showMenu(path);
  showState();
  main.setAttribute('aria-busy', 'true');
  const view = h('div', {class: 'stack page'});
  if (current !== path) {
    main.replaceChildren(waiting('Loading'));
  }
  const found = PAGES.map(([pattern, module]) => [pattern.exec(path), module]).find(([match]) => match);
  try {
    if (!found) {
      view.append(head('There is no such page'), failure('Not found', `Nothing in the console has the address ${path}.`,
        h('a', {href: '#/'}, 'See the campaigns')));
    } else {
      const page = await import(found[1]);
      await page.show(view, {params: found[0].slice(1).map(decodeURIComponent), query, signal});
    }
  } catch (problem) {
    if (signal.aborted) {
      return;
    }
    const gone = problem.status === 404;
    const [to, text] = PARENTS.find(([start]) => path.startsWith(start))?.slice(1) ?? ['/', 'Campaigns'];
    view.replaceChildren(
      head(gone ? 'There is no such thing' : 'This page cannot be shown', {crumb: h('a', {href: link(to)}, text)}),
      failure(gone ? 'Not found' : problem.type ?? 'It did not work', problem.message),
      h('p', {class: 'row'}, gone ? h('a', {class: 'button', href: link(to)}, `Back to ${text}`)
        : h('button', {type: 'button', onclick: () => show({focus: true})}, 'Try again')));
  }
  if (signal.aborted) {
    return;
  }
  current = path;
  main.replaceChildren(view);
  main.removeAttribute('aria-busy');
  const title = view.querySelector('h1');
  document.title = title ? `${title.textContent} · Nightjar` : 'Nightjar console';
  if (focus) {
    scrollTo(0, 0);
    title?.setAttribute('tabindex', '-1');
    (title ?? main).focus({preventScroll: true});
  }
}

function theme() {
  const button = document.getElementById('theme');
  const name = () => {
    const dark = document.documentElement.dataset.theme === 'dark';
    button.textContent = dark ? 'Light mode' : 'Dark mode';
  };
  button.addEventListener('click', () => {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('nightjar-theme', next);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
    name();
  });
  new MutationObserver(name).observe(document.documentElement, {attributeFilter: ['data-theme']});
  name();
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => show({focus: true}));
setInterval(() => {
  if (document.visibilityState === 'visible') {
    showState();
  }
}, 15_000);
theme();
show({focus: false});
