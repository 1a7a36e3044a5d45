// Rank a pasted list of items for a user.

import {ask, overview} from '../api.js';
import {h, newId} from '../dom.js';
import {plural} from '../format.js';
import {answered, results} from '../parts/results.js';
import {badge, head, panel} from '../parts/layout.js';
import {ARN, campaignSelect, chosenCampaign, contextFields, contextMember, filterFields, filterMembers, userField} from '../parts/question.js';
import {empty, failed} from '../parts/states.js';
import {contextOf, go, remember, withContext} from '../route.js';
import {refused, replyTabs} from './try.js';

const OPERATION = 'GetPersonalizedRanking';

/** Ids of a pasted text: a JSON list, or separated by line ends, commas, semicolons or tabs. */
export function idsOf(text) {
  try {
    const list = JSON.parse(text);
    if (Array.isArray(list)) {
      return list.map((entry) => typeof entry === 'object' && entry !== null ? String(entry.itemId) : String(entry));
    }
  } catch {
    // Not JSON: a plain list.
  }
  return text.split(/[\n\r,;\t]+/).map((part) => part.trim().replace(/^["']|["']$/g, '')).filter((part) => part !== '');
}

/** Characters of ids that an address takes: what mail and chat pass on whole. */
const MOST = 6000;

/** The ids of a list for an address, and how many there are when it cannot have all of them. */
export function addressOfIds(ids) {
  const fitting = [];
  let length = 0;
  for (const id of ids) {
    length += id.length + 1;
    if (length > MOST) {
      break;
    }
    fitting.push(id);
  }
  return {ids: fitting.join(','), of: fitting.length < ids.length ? String(ids.length) : ''};
}

function idsOfAddress({ids}) {
  return (ids ?? '').split(',').filter(Boolean);
}

/** Says that an address has only the beginning of a list; null when it has all of it. */
function cutNotice({ids, of}, words) {
  return of ? h('p', {class: 'notice warn', role: 'status'}, words(idsOfAddress({ids}).length, Number(of))) : null;
}

function moved(places, from) {
  const places_ = Math.abs(places);
  const text = places === 0 ? 'as given' : places > 0 ? `up ${places_}` : `down ${places_}`;
  return badge(text, places > 0 ? 'good' : places < 0 ? 'warn' : '', `was number ${from} of the list`);
}

export async function show(view, {query, signal}) {
  const {campaigns, filters, runtime} = await overview();
  const fitting = campaigns.filter((campaign) => campaign.model && campaign.operation === OPERATION);
  view.append(head('Rank a list', {lead: 'Paste items, choose a user, and see them in that user’s order. The scores are over the pasted items alone and sum to 100%.'}));
  if (fitting.length === 0) {
    view.append(empty('No campaign ranks lists', 'Publish one with --campaign NAME=aws-personalized-ranking.'));
    return;
  }
  const campaign = chosenCampaign(fitting, query.campaign);
  const given = idsOfAddress(query);
  const state = {user: query.user ?? '', text: given.join('\n'), context: contextOf(query), filter: query.filter ?? '', values: contextOf(query, 'v.'), tab: Number(query.tab ?? 0)};
  const out = h('div', {class: 'stack'});
  const area = newId('ids');
  const field = h('textarea', {id: area, spellcheck: 'false', value: state.text, placeholder: 'one id per line', oninput: () => {
    state.text = field.value;
  }});
  const form = h('form', {onsubmit: (event) => {
    event.preventDefault();
    run();
  }});

  function address() {
    return withContext(withContext({campaign: campaign.name, user: state.user, ...addressOfIds(idsOf(state.text)), filter: state.filter, tab: state.tab || ''}, state.context), state.values, 'v.');
  }

  function changed(part, redraw) {
    Object.assign(state, part);
    if (redraw) {
      draw();
    }
    if (state.user !== '' && idsOf(state.text).length > 0) {
      run();
    }
  }

  async function sample() {
    const best = fitting.length && campaigns.find((one) => one.type === 'USER_PERSONALIZATION' && one.model === campaign.model);
    if (best) {
      const reply = await ask('GetRecommendations', {campaignArn: `${ARN}campaign/${best.name}`, userId: state.user || 'nobody', numResults: 25});
      field.value = reply.items.map(({itemId}) => itemId).sort().join('\n');
      changed({text: field.value});
    }
  }

  function draw() {
    const popular = campaigns.some((one) => one.type === 'USER_PERSONALIZATION' && one.model === campaign.model);
    form.replaceChildren(...[
      campaignSelect(fitting, campaign.name, (name) => go('/rank', {campaign: name, user: state.user})),
      userField(campaign.name, state.user, (user) => changed({user})).element,
      h('div', {}, h('label', {for: area}, 'Items'), field,
        h('p', {class: 'hint'}, 'Ids separated by line ends or commas, or a JSON list. At most 500.'),
        popular && h('p', {class: 'hint'}, h('button', {type: 'button', class: 'link', onclick: () => sample().catch((problem) => out.replaceChildren(failed(problem)))}, 'Fill in 25 items to try'))),
      contextFields(campaign, state.context, (context) => changed({context})),
      filterFields(filters, state.filter, state.values, (filter, values) => changed({filter, values}, filter !== state.filter)),
      h('button', {class: 'primary', type: 'submit'}, 'Rank'),
    ].filter(Boolean));
  }

  let asking = new AbortController();
  async function run() {
    asking.abort();
    asking = new AbortController();
    const mine = asking.signal;
    const ids = idsOf(state.text);
    remember('/rank', address());
    const body = {campaignArn: `${ARN}campaign/${campaign.name}`, userId: state.user, inputList: ids, ...contextMember(campaign, state.context), ...filterMembers(state.filter, state.values)};
    try {
      const reply = await ask(OPERATION, body, {signal: mine});
      const distinct = [...new Set(ids)];
      const from = new Map(distinct.map((id, at) => [id, at]));
      const gone = distinct.length - reply.items.length;
      const cut = cutNotice(addressOfIds(ids), (some, all) => `The address of this page has the first ${some} of the ${all} items: whoever opens it ranks those alone. Keep the list itself to rank it again.`);
      out.replaceChildren(panel('Ranking', {}, answered(reply),
        cut,
        gone > 0 && h('p', {class: 'notice warn'}, `${gone} of ${plural(distinct.length, 'item does', 'items do')} not pass the filter and ${gone === 1 ? 'is' : 'are'} left out.`),
        ids.length > distinct.length && h('p', {class: 'hint'}, `${plural(ids.length - distinct.length, 'id was', 'ids were')} given more than once; the first counts.`),
        replyTabs(OPERATION, body, reply, runtime, ['Items', () => results(reply, campaign.name, {
          moves: (item, at) => item.score === undefined ? badge('unknown item', 'warn', 'The model does not know it: last, without a score.') : moved(from.get(item.itemId) - at, from.get(item.itemId) + 1),
        })], {
          selected: state.tab,
          onselect: (tab) => {
            state.tab = tab;
            remember('/rank', address());
          },
        })));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        out.replaceChildren(refused(problem, body));
      }
    }
  }

  signal.addEventListener('abort', () => asking.abort());
  draw();
  const cutBefore = cutNotice(query, (some, all) => `The address had room for ${some} of the ${all} items that were ranked: this is the order of those alone.`);
  if (cutBefore) {
    view.append(cutBefore);
  }
  view.append(h('div', {class: 'split'}, panel('Question', {}, form), out));
  if (state.user !== '' && state.text !== '') {
    await run();
  } else {
    out.append(empty('Paste some ids and choose a user', 'Items that the model does not know come last, in the order given, without a score.'));
  }
}
