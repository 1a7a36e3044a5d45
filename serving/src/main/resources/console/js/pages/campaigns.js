// Which campaigns there are, and whether last night went well.

import {overview} from '../api.js';
import {h} from '../dom.js';
import {count, modelTime, moment, shortModel} from '../format.js';
import {badge, facts, head, panel} from '../parts/layout.js';
import {against, HEADLINE} from '../parts/metrics.js';
import {live} from '../parts/live.js';
import {lastNight, nightAge, nightStrip} from '../parts/night.js';
import {empty, failure} from '../parts/states.js';
import {link} from '../route.js';

const STATES = {active: ['serving', 'good'], stale: ['newest model refused', 'warn'], refused: ['not served', 'bad']};

const PLACES = {RELATED_ITEMS: '/try', POPULAR_ITEMS: '/try', USER_PERSONALIZATION: '/try', PERSONALIZED_RANKING: '/rank'};

/** Whether a campaign answers for users: only then are there metrics, and context. */
export function isPersonal({type}) {
  return type === 'USER_PERSONALIZATION' || type === 'PERSONALIZED_RANKING';
}

/** Where a campaign is asked. */
export function askLink(campaign) {
  return link(PLACES[campaign.type] ?? '/try', {campaign: campaign.name});
}

export function stateBadge(campaign) {
  const [text, kind] = STATES[campaign.state];
  return badge(text, kind);
}

/** Which share of the users is answered by which other model. */
export function splitText({split}) {
  return [`${split.percent}% of users to `, h('span', {class: 'id', title: split.model}, shortModel(split.model))];
}

/** What was refused: a campaign's file that cannot be read names no model at all. */
export function refusal({name, model, failure: {message}}) {
  const what = message.includes(`campaigns/${name}.json: `) ? 'campaign file' : 'model';
  return model ? `The newest ${what} was refused; the model before keeps serving` : `The ${what} was refused`;
}

function card(campaign) {
  const to = link(`/campaigns/${encodeURIComponent(campaign.name)}`);
  const model = campaign.metrics?.model?.[HEADLINE];
  return panel(h('a', {href: to}, campaign.name), {aside: stateBadge(campaign), className: campaign.model ? 'card' : 'card refused'},
    campaign.failure && failure(refusal(campaign), campaign.failure.message),
    campaign.model && [
      h('p', {class: 'muted small'}, campaign.recipe),
      facts([
        ['Model is', nightAge(campaign.trained, (text) => `${text} old`), 'big'],
        campaign.users > 0 ? ['Users', count(campaign.users)] : null,
        ['Items', count(campaign.items)],
        campaign.variants > 0 ? ['Context variants', count(campaign.variants)] : null,
        campaign.split ? ['Split', splitText(campaign)] : null,
      ]),
      model !== undefined && against(HEADLINE, model, campaign.metrics.popularity?.[HEADLINE]),
      h('p', {class: 'small muted', title: campaign.model}, 'Model ', h('span', {class: 'id'}, shortModel(campaign.model)),
        `, trained ${moment(modelTime(campaign.model))}`),
      h('p', {class: 'row'}, h('a', {class: 'button', href: to}, 'Details', h('span', {class: 'hidden'}, ` of ${campaign.name}`)),
        h('a', {class: 'button', href: askLink(campaign)}, 'Try it', h('span', {class: 'hidden'}, ` with ${campaign.name}`))),
    ]);
}

function draw(view, {night, overview: {campaigns, loading, filters, filterFailures}}) {
  view.append(head('Campaigns', {lead: 'Each campaign is a name that applications ask, and the model that answers them now.'}));
  if (campaigns.length === 0) {
    view.append(loading
      ? empty('Campaigns are being loaded', 'The first load verifies every file of a model. This page shows them once they answer.', 'It looks again by itself.')
      : empty('No campaign yet', 'A night of training publishes the first one:',
        h('code', {}, 'bin/nightjar nightly --store DIR --interactions FILE --campaign NAME')));
    return;
  }
  view.append(...[night && nightStrip(night), h('div', {class: 'columns'}, campaigns.map(card))].filter(Boolean));
  const broken = Object.entries(filterFailures);
  if (filters.length > 0 || broken.length > 0) {
    view.append(panel('Filters', {aside: `${count(filters.length)} can be used`},
      broken.map(([name, message]) => failure(`Filter ${name} was refused`, message)),
      h('dl', {class: 'pairs'}, filters.map(({name, expression}) => [h('dt', {}, name), h('dd', {}, h('code', {}, expression))]))));
  }
}

export async function show(view, {signal}) {
  await live(view, signal, async () => {
    const [known, night] = await Promise.all([overview({fresh: true}), lastNight(signal)]);
    return {overview: known, night};
  }, (value) => draw(view, value));
}
