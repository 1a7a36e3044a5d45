// An item: what it is, and which items are like it and why.

import {describe, get, overview} from '../api.js';
import {h} from '../dom.js';
import {count, score} from '../format.js';
import {because, columnName, columnsLine, itemName, shown} from '../parts/results.js';
import {badge, bar, chips, facts, head, pairs, panel} from '../parts/layout.js';
import {campaignSelect, chosenCampaign, itemField, userField} from '../parts/question.js';
import {empty, failed} from '../parts/states.js';
import {go, link, remember} from '../route.js';

/** What two items have in common: the parts of their columns that both have. */
function inCommon(mine, other) {
  const shared = [];
  for (const [column, value] of Object.entries(other.columns ?? {})) {
    const parts = new Set((mine.columns?.[column] ?? '').split('|').map((part) => part.trim()));
    value.split('|').map((part) => part.trim()).filter((part) => part !== '' && parts.has(part)).forEach((part) => shared.push(part));
  }
  return shared;
}

function reasons(similar) {
  const behaviour = similar.weight * similar.cosine;
  const metadata = (1 - similar.weight) * similar.metadata;
  return h('p', {class: 'small muted'},
    `likeness ${similar.likeness.toFixed(3)} = `,
    h('span', {title: `cosine ${similar.cosine.toFixed(3)}, weighs ${score(similar.weight)}`}, `behaviour ${behaviour.toFixed(3)}`),
    ' + ', h('span', {title: `likeness by metadata ${similar.metadata.toFixed(3)}, weighs ${score(1 - similar.weight)}`}, `metadata ${metadata.toFixed(3)}`),
    ' + ', `popularity ${similar.popularity.toFixed(3)}`);
}

function similarList(item, campaign) {
  const most = Math.max(...item.similar.map(({likeness}) => likeness), 1e-9);
  return h('ol', {class: 'results'}, item.similar.map((similar, at) => {
    const shared = inCommon(item, similar);
    return h('li', {},
      h('span', {class: 'rank', 'aria-hidden': 'true'}, String(at + 1)),
      h('div', {class: 'what'},
        h('p', {}, itemName(campaign.name, similar.itemId, similar)),
        shared.length > 0 ? h('div', {class: 'row small'}, h('span', {class: 'muted'}, 'both'), chips(shared)) : columnsLine(similar) && h('p', {class: 'small muted'}, columnsLine(similar)),
        reasons(similar)),
      h('span', {class: 'score', title: `cosine of the embeddings ${similar.cosine}`},
        h('span', {class: 'num'}, similar.likeness.toFixed(3)), bar(similar.likeness / most)));
  }));
}

const OUTCOMES = {
  listed: ['listed', 'good'],
  'beyond-num-results': ['better items fill the list', ''],
  'no-embedding': ['better items fill the list, and only its popularity was learnt', 'warn'],
  filtered: ['filtered out', 'warn'],
  'unknown-item': ['unknown to the model', 'warn'],
};

/** Where the item stands for a user, or which step takes it out, and what its logit is made of. */
function standing(item, campaign, query, signal) {
  const out = h('div', {class: 'stack'});
  async function ask(user) {
    remember('/items', {campaign: campaign.name, id: item.itemId, user});
    if (user === '') {
      out.replaceChildren();
      return;
    }
    try {
      const found = await get('why', {campaign: campaign.name, userId: user, itemId: item.itemId, numResults: 25}, signal);
      const [text, kind] = OUTCOMES[found.outcome] ?? [found.outcome, 'warn'];
      const known = await describe(campaign.name, found.model, found.explanation?.because.map(({itemId}) => itemId) ?? []).catch(() => null);
      out.replaceChildren(
        facts([
          found.catalogueRank && ['Rank in the catalogue', `${count(found.catalogueRank)} of ${count(campaign.items)}`, 'big'],
          found.score !== undefined && ['Score', score(found.score)],
          ['Of 25 results', badge(text, kind)],
        ]),
        found.explanation && because(found.explanation, campaign.name, known));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        out.replaceChildren(failed(problem));
      }
    }
  }
  if (query.user) {
    ask(query.user);
  }
  return panel('Where it stands for a user', {}, h('div', {class: 'inline'}, userField(campaign.name, query.user ?? '', ask).element), out);
}

export async function show(view, {query, signal}) {
  const {campaigns} = await overview();
  const fitting = campaigns.filter((campaign) => campaign.model);
  if (fitting.length === 0) {
    view.append(head('Items'), empty('No campaign is served', 'Items are those of a campaign’s model.'));
    return;
  }
  const campaign = chosenCampaign(fitting, query.campaign);
  remember('/items', {campaign: campaign.name, id: query.id ?? '', user: query.user ?? ''});
  const search = panel('Find an item', {}, h('form', {class: 'inline', onsubmit: (event) => event.preventDefault()},
    campaignSelect(fitting, campaign.name, (name) => go('/items', {campaign: name, id: query.id ?? ''})),
    itemField(campaign.name, query.id ?? '', (id) => go('/items', {campaign: campaign.name, id})).element));
  if (!query.id) {
    view.append(head('Items', {lead: 'What the model knows of an item, and which items are like it.'}), search,
      empty('Choose an item', 'Search by title or by id. Capital letters do not matter in titles.'));
    return;
  }
  const item = await get(`campaigns/${encodeURIComponent(campaign.name)}/item`, {id: query.id, limit: 20}, signal);
  view.append(head(item.title ?? item.itemId, {
    badges: [h('span', {class: 'id muted'}, item.itemId), !item.known && badge('unknown to the model', 'warn')].filter(Boolean),
  }), search);
  if (!item.known) {
    view.append(empty('The model does not know this item', 'It was in no interaction and in no row of the Items data set of the last night. In a ranking it comes last, without a score.'));
    return;
  }
  const columns = Object.entries(item.columns);
  view.append(
    panel('What is known', {}, item.interactions !== undefined && facts([['Interactions in training', count(item.interactions), 'big']]),
      columns.length > 0 ? pairs(columns.map(([name, value]) => [columnName(name), value.includes('|') ? chips(value.split('|')) : shown(name, value)])) : h('p', {class: 'muted'}, 'The model has no metadata of this item.')),
    ...(campaign.type === 'USER_PERSONALIZATION' ? [standing(item, campaign, query, signal)] : []),
    item.similar ? panel('Items like it', {aside: 'by who had them, and by metadata'},
      h('p', {class: 'hint'}, 'Likeness is the cosine of the two embeddings, weighed by how often both were seen, and the metadata for the rest; a little popularity settles ties.'),
      similarList(item, campaign))
      : panel('Items like it', {}, empty('This model has no embeddings', 'Recipes that count, such as aws-sims and aws-popularity-count, learn none.',
        campaign.type === 'RELATED_ITEMS' && h('a', {class: 'button', href: link('/try', {campaign: campaign.name, item: item.itemId})}, 'Ask the campaign for related items'))));
}
