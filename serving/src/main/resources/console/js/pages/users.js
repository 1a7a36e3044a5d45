// A user: attributes, history, and recommendations with their reasons.

import {ask, get, overview} from '../api.js';
import {h} from '../dom.js';
import {moment, plural} from '../format.js';
import {answered, itemName, results} from '../parts/results.js';
import {badge, head, pairs, panel} from '../parts/layout.js';
import {ARN, campaignSelect, chosenCampaign, contextFields, contextMember, userField} from '../parts/question.js';
import {empty, failed, waiting} from '../parts/states.js';
import {contextOf, go, link, remember, withContext} from '../route.js';

const SHOWN = 15;

function history(user, campaign) {
  if (!user.hasHistory) {
    return empty('No histories', 'This model was trained without the table history.');
  }
  if (user.history.length === 0) {
    return empty('Nothing yet', 'No interaction of this user was in the last night’s data.');
  }
  const list = h('ol', {class: 'events'});
  const draw = (most) => list.replaceChildren(...user.history.slice(0, most).map((event) => h('li', {},
    h('p', {}, itemName(campaign, event.itemId, event)),
    h('p', {class: 'small muted'}, event.eventType && [badge(event.eventType), ' '], moment(event.timestamp)))));
  draw(SHOWN);
  const more = user.history.length > SHOWN && h('button', {type: 'button', onclick: () => {
    draw(user.history.length);
    more.remove();
    list.querySelectorAll('a')[SHOWN]?.focus();
  }}, `Show all ${user.history.length}`);
  return [list, more].filter(Boolean);
}

export async function show(view, {query, signal}) {
  const {campaigns} = await overview();
  const fitting = campaigns.filter((campaign) => campaign.model && (campaign.type === 'USER_PERSONALIZATION'));
  if (fitting.length === 0) {
    view.append(head('Users'), empty('No campaign recommends for users', 'Users are those of a campaign of aws-user-personalization.'));
    return;
  }
  const campaign = chosenCampaign(fitting, query.campaign);
  let context = contextOf(query);
  const address = () => withContext({campaign: campaign.name, id: query.id ?? ''}, context);
  remember('/users', address());
  const search = panel('Find a user', {aside: plural(campaign.users, 'user')}, h('form', {class: 'inline', onsubmit: (event) => event.preventDefault()},
    campaignSelect(fitting, campaign.name, (name) => go('/users', {campaign: name, id: query.id ?? ''})),
    userField(campaign.name, query.id ?? '', (id) => go('/users', withContext({campaign: campaign.name, id}, context))).element));
  if (!query.id) {
    view.append(head('Users', {lead: 'What a user did, and what is recommended because of it.'}), search,
      empty('Choose a user', 'Type the beginning of an id. Users that the model does not know get the popular items of their context.'));
    return;
  }
  const user = await get(`campaigns/${encodeURIComponent(campaign.name)}/user`, {id: query.id}, signal);
  view.append(head(user.userId, {
    badges: [user.known ? badge('known', 'good') : badge('unknown to the model', 'warn', 'Answered with the popular items of the context')],
    actions: [
      h('a', {class: 'button', href: link('/try', withContext({campaign: campaign.name, user: user.userId}, context))}, 'Try it'),
      h('a', {class: 'button', href: link('/compare', {'a.campaign': campaign.name, 'b.campaign': campaign.name, 'a.user': user.userId, 'b.user': user.userId})}, 'Compare contexts'),
    ],
  }), search);
  const out = h('div', {class: 'stack'}, waiting('Asking'));
  async function run() {
    remember('/users', address());
    try {
      const reply = await ask('GetRecommendations', {campaignArn: `${ARN}campaign/${campaign.name}`, userId: user.userId, numResults: 15, ...contextMember(campaign, context)}, {explain: user.hasHistory, signal});
      out.replaceChildren(answered(reply), results(reply, campaign.name));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        out.replaceChildren(failed(problem));
      }
    }
  }
  const attributes = Object.entries(user.attributes);
  view.append(h('div', {class: 'split even'},
    h('div', {class: 'stack'},
      attributes.length > 0 && panel('Attributes', {}, pairs(attributes)),
      panel('History', {aside: user.history.length > 0 ? `${user.history.length} newest` : null}, history(user, campaign.name))),
    panel('Recommended now', {}, Object.keys(campaign.contextFields).length > 0 && h('div', {class: 'inlinefields'}, contextFields(campaign, context, (next) => {
      context = next;
      run();
    })), out)));
  await run();
}
