// Ask a campaign for recommendations, and see all that there is to see about the reply.

import {ask, overview} from '../api.js';
import {h} from '../dom.js';
import {answered, results} from '../parts/results.js';
import {code, head, panel, tabs} from '../parts/layout.js';
import {
  ARN, campaignSelect, checkbox, chosenCampaign, contextFields, contextMember, countMember, countOf, countText, filterFields, filterMembers, itemField,
  knowsUser, missingValues, number, userField,
} from '../parts/question.js';
import {boto3, cli, curl, endpointOf, extraHeaders} from '../parts/snippets.js';
import {empty, failed, waiting} from '../parts/states.js';
import {contextOf, go, remember, withContext} from '../route.js';

const OPERATION = 'GetRecommendations';

/** Request, reply and calls to paste, whatever the operation. */
export function replyTabs(operation, request, reply, runtime, first, {selected, onselect, headers = {}}) {
  const endpoint = endpointOf(runtime);
  return tabs('Reply', [
    first,
    ['Request and reply', () => h('div', {class: 'stack'}, h('h3', {}, 'Request'), code(JSON.stringify(request, null, 2), 'request'), h('h3', {}, 'Reply'), code(JSON.stringify(reply.body, null, 2), 'reply'))],
    ['curl', () => code(curl(operation, request, endpoint, headers), 'curl')],
    ['boto3', () => code(boto3(operation, request, endpoint, headers), 'boto3')],
    ['AWS CLI', () => code(cli(operation, request, endpoint, headers), 'AWS CLI')],
  ], {selected, onselect});
}

/** What the server said to a request that it did not answer, whatever the operation. */
export function refused(problem, request) {
  return panel('Refused', {}, failed(problem), h('h3', {}, 'Request'), code(JSON.stringify(request, null, 2), 'request'));
}

export async function show(view, {query, signal}) {
  const {campaigns, filters, runtime} = await overview();
  const fitting = campaigns.filter((campaign) => campaign.model && campaign.operation === OPERATION);
  view.append(head('Try it', {lead: 'Ask as an application would, and read the answer, the JSON on the wire and the call to paste.'}));
  if (fitting.length === 0) {
    view.append(empty('No campaign answers GetRecommendations', 'Publish one with bin/nightjar nightly --campaign NAME. Campaigns of personalized ranking are asked under Rank a list.'));
    return;
  }
  const campaign = chosenCampaign(fitting, query.campaign);
  const state = {
    user: query.user ?? '', item: query.item ?? '', n: countOf(query.n, '10'), context: contextOf(query), filter: query.filter ?? '',
    values: contextOf(query, 'v.'), explain: query.explain === '1', tab: Number(query.tab ?? 0),
  };
  const out = h('div', {class: 'stack', 'aria-live': 'off'});
  const form = h('form', {onsubmit: (event) => {
    event.preventDefault();
    answer().then(() => matchMedia('(max-width: 900px)').matches && out.scrollIntoView());
  }});
  const personal = campaign.type === 'USER_PERSONALIZATION';
  const related = campaign.type === 'RELATED_ITEMS';

  function address() {
    return withContext(withContext({
      campaign: campaign.name, user: state.user, item: related ? state.item : '', n: countText(state.n), filter: state.filter,
      explain: state.explain ? '1' : '', tab: state.tab || '',
    }, state.context), state.values, 'v.');
  }

  function changed(part, {redraw = false, ask: now = true} = {}) {
    Object.assign(state, part);
    remember('/try', address());
    if (redraw) {
      draw();
    }
    if (now) {
      answer();
    }
  }

  /** What a question still lacks, as a title and advice; null when it can be asked. */
  function lacks() {
    if (personal && state.user === '') {
      return ['Choose a user', 'Type the beginning of an id. Users that the model does not know can be asked for too.'];
    }
    if (related && state.item === '') {
      return ['Choose an item', 'Type a title or an id: the answer is the items that go with it.'];
    }
    const missing = missingValues(filters, state.filter, state.values);
    return missing.length === 0 ? null
      : [`Give a value for ${missing.map((name) => `$${name}`).join(' and ')}`, `The filter ${state.filter} asks for it.`];
  }

  /** Asks, or says what is missing. */
  async function answer() {
    const missing = lacks();
    if (missing === null) {
      await run();
    } else {
      asking.abort();
      out.replaceChildren(empty(...missing));
    }
  }

  function draw() {
    form.replaceChildren(...[
      campaignSelect(fitting, campaign.name, (name) => go('/try', {campaign: name, user: state.user, n: countText(state.n)})),
      related && itemField(campaign.name, state.item, (item) => changed({item})).element,
      (personal || related) && campaign.users > 0 && userField(campaign.name, state.user, (user) => changed({user}), related ? 'User (for filters)' : 'User').element,
      personal && contextFields(campaign, state.context, (context) => changed({context})),
      number('Number of results', state.n, 0, 500, (n) => changed({n})),
      filterFields(filters, state.filter, state.values, (filter, values) => changed({filter, values}, {redraw: filter !== state.filter})),
      personal && campaign.hasHistory && checkbox('Explain each item', state.explain, (explain) => changed({explain})),
      h('button', {class: 'primary', type: 'submit'}, 'Ask'),
    ].filter(Boolean));
  }

  function request() {
    return {
      campaignArn: `${ARN}campaign/${campaign.name}`,
      ...(related && {itemId: state.item}),
      ...(state.user && {userId: state.user}),
      ...countMember(state.n),
      ...(personal && contextMember(campaign, state.context)),
      ...filterMembers(state.filter, state.values),
    };
  }

  let asking = new AbortController();
  async function run() {
    asking.abort();
    asking = new AbortController();
    const mine = asking.signal;
    remember('/try', address());
    if (out.childElementCount === 0) {
      out.append(waiting('Asking'));
    }
    const body = request();
    try {
      const explain = state.explain && personal;
      const [reply, known] = await Promise.all([
        ask(OPERATION, body, {explain, signal: mine}),
        personal ? knowsUser(campaign.name, state.user, mine).catch(() => true) : true,
      ]);
      if (mine.aborted) {
        return;
      }
      out.replaceChildren(panel('Answer', {}, answered(reply, {known}),
        replyTabs(OPERATION, body, reply, runtime, ['Items', () => results(reply, campaign.name)], {
          selected: state.tab,
          headers: extraHeaders({explain}),
          onselect: (tab) => {
            state.tab = tab;
            remember('/try', address());
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
  view.append(h('div', {class: 'split'}, panel('Question', {}, form), out));
  await answer();
}
