// Two questions side by side: contexts, users or models, and what moved between the answers.

import {ask, describe, get, overview} from '../api.js';
import {h, svg} from '../dom.js';
import {modelTime, moment, score, shortModel} from '../format.js';
import {answered, columnsLine, itemName} from '../parts/results.js';
import {badge, facts, head, panel} from '../parts/layout.js';
import {ARN, campaignSelect, chosenCampaign, contextFields, contextMember, countMember, countOf, countText, number, select, userField} from '../parts/question.js';
import {empty, failed, waiting} from '../parts/states.js';
import {contextOf, remember, withContext} from '../route.js';

const ROW = 46;

/** A line from each item's place on the left to its place on the right. */
function lines(left, right) {
  const height = Math.max(left.length, right.length) * ROW;
  const y = (at) => at * ROW + ROW / 2;
  const places = new Map(right.map((item, at) => [item.itemId, at]));
  return svg('svg', {class: 'slopes', viewBox: `0 0 100 ${height}`, height, preserveAspectRatio: 'none', 'aria-hidden': 'true'},
    left.map((item, at) => {
      const to = places.get(item.itemId);
      if (to === undefined) {
        return null;
      }
      return svg('path', {d: `M0 ${y(at)} C45 ${y(at)} 55 ${y(to)} 100 ${y(to)}`, class: to === at ? 'same' : to < at ? 'rise' : 'fall'});
    }));
}

function move(from, to) {
  if (from === undefined) {
    return badge('new', 'accent', 'Not in the list on the left');
  }
  return from === to ? badge('same') : from > to ? badge(`up ${from - to}`, 'good') : badge(`down ${to - from}`, 'warn');
}

function list(title, reply, campaign, known, mark) {
  return h('div', {class: 'side'},
    h('h3', {class: 'hidden'}, title),
    h('ol', {class: 'short', 'aria-label': title}, reply.items.map((item, at) => h('li', {title: columnsLine(known?.get(item.itemId))},
      h('span', {class: 'rank', 'aria-hidden': 'true'}, String(at + 1)),
      h('span', {class: 'what'}, itemName(campaign, item.itemId, known?.get(item.itemId))),
      mark && mark(item, at),
      h('span', {class: 'num small muted'}, score(item.score))))));
}

function summary(left, right) {
  const places = new Map(left.map((item, at) => [item.itemId, at]));
  const shared = right.filter((item) => places.has(item.itemId));
  const moves = shared.map((item) => Math.abs(places.get(item.itemId) - right.indexOf(item)));
  const mean = moves.length > 0 ? moves.reduce((sum, one) => sum + one, 0) / moves.length : 0;
  return facts([
    ['In both lists', `${shared.length} of ${Math.max(left.length, right.length)}`],
    ['Same place', String(moves.filter((one) => one === 0).length)],
    ['Mean move of those', `${mean.toFixed(1)} places`],
    ['New on the right', String(right.length - shared.length)],
  ]);
}

export async function show(view, {query, signal}) {
  const {campaigns} = await overview();
  const fitting = campaigns.filter((campaign) => campaign.model && campaign.type === 'USER_PERSONALIZATION');
  view.append(head('Compare', {lead: 'Two questions side by side. Change the context, the user or the model of one, and see what moved.'}));
  if (fitting.length === 0) {
    view.append(empty('No campaign recommends for users', 'Publish one with bin/nightjar nightly --campaign NAME.'));
    return;
  }
  const side = (letter) => ({
    campaign: chosenCampaign(fitting, query[`${letter}.campaign`]), model: query[`${letter}.model`] ?? '', user: query[`${letter}.user`] ?? '', context: contextOf(query, `${letter}.c.`),
  });
  const sides = {a: side('a'), b: side('b')};
  let n = countOf(query.n, '15');
  const stored = new Map(await Promise.all(fitting.map(async ({name}) =>
    [name, (await get(`campaigns/${encodeURIComponent(name)}`, {}, signal)).models ?? []])));
  const out = h('div', {class: 'stack'});
  const forms = h('div', {class: 'columns'});

  function address() {
    let all = {n: countText(n)};
    for (const [letter, {campaign, model, user, context}] of Object.entries(sides)) {
      all = withContext({...all, [`${letter}.campaign`]: campaign.name, [`${letter}.model`]: model, [`${letter}.user`]: user}, context, `${letter}.c.`);
    }
    return all;
  }

  function changed(letter, part, redraw = false) {
    const other = sides[letter === 'a' ? 'b' : 'a'];
    // The other side follows until it has a user of its own: most people compare one user's contexts.
    if (part.user && (other.user === '' || other.user === sides[letter].user) && letter === 'a') {
      other.user = part.user;
      redraw = true;
    }
    Object.assign(sides[letter], part);
    remember('/compare', address());
    if (redraw) {
      draw();
    }
    run();
  }

  function modelSelect(letter) {
    const state = sides[letter];
    const older = (stored.get(state.campaign.name) ?? []).filter(({model, problem}) => !problem && model !== state.campaign.model);
    return older.length > 0 && select('Model', [['', `served: ${shortModel(state.campaign.model)}`],
      ...older.map(({model}) => [model, `${shortModel(model)}, trained ${moment(modelTime(model))}`])], state.model, (model) => changed(letter, {model}));
  }

  function form(letter, title) {
    const state = sides[letter];
    return panel(title, {},
      h('form', {onsubmit: (event) => event.preventDefault()},
        campaignSelect(fitting, state.campaign.name, (name) => changed(letter, {campaign: chosenCampaign(fitting, name), model: ''}, true)),
        modelSelect(letter),
        userField(state.campaign.name, state.user, (user) => changed(letter, {user})).element,
        contextFields(state.campaign, state.context, (context) => changed(letter, {context}))));
  }

  function draw() {
    forms.replaceChildren(form('a', 'Left'), form('b', 'Right'));
  }

  let asking = new AbortController();
  async function run() {
    asking.abort();
    asking = new AbortController();
    const mine = asking.signal;
    if (sides.a.user === '' || sides.b.user === '') {
      out.replaceChildren(empty('Choose a user', 'Both sides follow the user of the left until the right has its own.'));
      return;
    }
    if (out.childElementCount === 0) {
      out.append(waiting('Asking'));
    }
    try {
      const [left, right] = await Promise.all(['a', 'b'].map((letter) => {
        const {campaign, model, user, context} = sides[letter];
        return ask('GetRecommendations', {campaignArn: `${ARN}campaign/${campaign.name}`, userId: user, ...countMember(n), ...contextMember(campaign, context)}, {signal: mine, campaign: campaign.name, model});
      }));
      const [knownLeft, knownRight] = await Promise.all([[sides.a, left], [sides.b, right]].map(([{campaign}, reply]) =>
        describe(campaign.name, reply.model, reply.items.map(({itemId}) => itemId)).catch(() => null)));
      if (mine.aborted) {
        return;
      }
      const from = new Map(left.items.map((item, at) => [item.itemId, at]));
      const to = new Map(right.items.map((item, at) => [item.itemId, at]));
      const name = ({user, context, campaign, model}) => [user, ...Object.values(context)].join(', ') + (sides.a.campaign === sides.b.campaign ? '' : ` (${campaign.name})`)
        + (sides.a.model === sides.b.model ? '' : ` · model ${shortModel(model || campaign.model)}`);
      out.replaceChildren(panel('What moved', {aside: left.model === right.model ? null : `models ${shortModel(left.model)} and ${shortModel(right.model)}`},
        summary(left.items, right.items),
        h('div', {class: 'heads'}, h('div', {}, h('h3', {}, name(sides.a)), answered(left)), h('div', {}, h('h3', {}, name(sides.b)), answered(right))),
        h('div', {class: 'versus'},
          list(`Left: ${name(sides.a)}`, left, sides.a.campaign.name, knownLeft, (item) => !to.has(item.itemId) && badge('gone', 'warn', 'Not in the list on the right')),
          lines(left.items, right.items),
          list(`Right: ${name(sides.b)}`, right, sides.b.campaign.name, knownRight, (item, at) => move(from.get(item.itemId), at)))));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        out.replaceChildren(failed(problem));
      }
    }
  }

  signal.addEventListener('abort', () => asking.abort());
  draw();
  view.append(forms, h('div', {class: 'narrow'}, number('Number of results', n, 1, 100, (value) => {
    n = value;
    remember('/compare', address());
    run();
  })), out);
  await run();
}
