// One campaign: what it serves, how good it is, what it served before, and the way back.

import {get, overview, post} from '../api.js';
import {h, newId} from '../dom.js';
import {age, bytes, count, metric, modelTime, moment, plural, shortModel} from '../format.js';
import {badge, bar, chips, code, facts, head, pairs, panel, table} from '../parts/layout.js';
import {against, HEADLINE, named, ordered, strip, times} from '../parts/metrics.js';
import {nightAge} from '../parts/night.js';
import {empty, failed, failure, toast} from '../parts/states.js';
import {askLink, isPersonal, refusal, splitText, stateBadge} from './campaigns.js';

const PATIENCE = 120_000;

/** Metrics that are seen at once. */
const SHOWN = 8;

function metricsTable(report, caption, names) {
  const {model, popularity, previous} = report.metrics;
  const rows = names.map((name) => {
    const base = popularity?.[name];
    const before = previous?.[name];
    const ratio = times(name, model[name], base);
    const interval = report.intervals?.model?.[name];
    return h('tr', {},
      h('th', {scope: 'row'}, named(name)),
      h('td', {class: 'num'}, h('strong', {}, metric(model[name]))),
      h('td', {class: 'num muted'}, interval ? `${metric(interval[0])} to ${metric(interval[1])}` : '–'),
      h('td', {class: 'num'}, metric(base)),
      previous && h('td', {class: 'num'}, metric(before)),
      h('td', {class: 'num'}, ratio ? badge(`${ratio.toFixed(2)}×`, name.startsWith('novelty') ? '' : ratio >= 1 ? 'good' : 'bad') : '–'),
      h('td', {class: 'wide'}, strip(model[name], interval, [['base', base], ['before', before]].filter(([, value]) => value !== undefined))));
  });
  return table(caption, [
    'Metric', ['Model', 'num'], ['95% interval', 'num'], ['Popularity', 'num'], ...(previous ? [['Previous', 'num']] : []),
    ['Against popularity', 'num'], h('span', {class: 'hidden'}, 'Drawn'),
  ], rows);
}

function groupsTable(report) {
  const groups = report.groups?.user_activity ?? [];
  if (groups.length === 0) {
    return null;
  }
  const most = Math.max(...groups.map((group) => group.metrics.model?.[HEADLINE] ?? 0), 1e-9);
  return panel('By how active users are', {aside: 'NDCG at 10'},
    table('NDCG at 10 by user activity', ['Users', ['Asked', 'num'], ['Model', 'num'], ['Popularity', 'num'], h('span', {class: 'hidden'}, 'Drawn')],
      groups.map((group) => h('tr', {},
        h('th', {scope: 'row'}, group.group.replaceAll('_', ' '), group.from !== undefined && group.from !== null && !/\d/.test(group.group) && h('span', {class: 'muted'}, ` (${group.from} to ${group.to ?? 'more'} items)`)),
        h('td', {class: 'num'}, count(group.users)),
        h('td', {class: 'num'}, metric(group.metrics.model?.[HEADLINE])),
        h('td', {class: 'num'}, metric(group.metrics.popularity?.[HEADLINE])),
        h('td', {class: 'wide'}, bar((group.metrics.model?.[HEADLINE] ?? 0) / most), bar((group.metrics.popularity?.[HEADLINE] ?? 0) / most, 'base'))))));
}

function metricsPanels(detail) {
  const report = detail.metrics;
  if (!isPersonal(detail.campaign)) {
    return [];
  }
  if (!report) {
    return [panel('How good it is', {}, empty('Not measured', 'This model has no metrics.json. bin/nightjar evaluate makes one.'))];
  }
  const names = ordered(Object.keys(report.metrics.model));
  return [
    panel('How good it is', {aside: `${count(report.queries)} questions of ${count(report.users)} users, ${count(report.interactions)} interactions kept out of training`},
      metricsTable(report, 'Metrics of the model beside popularity', names.slice(0, SHOWN)),
      names.length > SHOWN && h('details', {}, h('summary', {}, plural(names.length - SHOWN, 'more metric')), metricsTable(report, 'More metrics', names.slice(SHOWN))),
      h('p', {class: 'hint legend'}, h('span', {class: 'key model'}), 'model with its interval', h('span', {class: 'key base'}), 'popularity',
        report.metrics.previous && [h('span', {class: 'key before'}), 'previous model'])),
    groupsTable(report),
  ];
}

/** What a model is to the campaign, in the server's words. */
function modelState(model, split) {
  const [text, kind] = {
    serving: ['serving', 'good'], refused: ['refused', 'bad'], loading: ['being loaded', 'warn'],
    split: [`split, ${split?.percent ?? '?'}% of users`, 'accent'], previous: ['previous', 'accent'],
  }[model.state] ?? [];
  return text ? badge(text, kind) : h('span', {class: 'muted'}, model.problem ? 'for another recipe' : 'kept');
}

/** The row of a rollback's button: the split's own, since it is what ends, else the model that it leads to. */
function hasButton(model, {published}) {
  return model.model === (published.splitModel ?? published.previousModel);
}

function modelsPanel(detail, rollBack) {
  const split = detail.published.splitModel;
  const measured = detail.models.some(({headline}) => headline !== undefined);
  return panel('Models', {aside: `${detail.models.length} in the store`},
    table('Models of the store', ['Model', 'Trained', ...(measured ? [['NDCG at 10', 'num']] : []), ['Size', 'num'], 'State', h('span', {class: 'hidden'}, 'Action')],
      detail.models.map((model) => h('tr', {},
        h('th', {scope: 'row', class: 'id', title: model.model}, shortModel(model.model)),
        h('td', {}, moment(modelTime(model.model))),
        measured && h('td', {class: 'num'}, metric(model.headline ?? undefined)),
        h('td', {class: 'num'}, bytes(model.bytes)),
        h('td', {}, modelState(model, detail.campaign.split)),
        h('td', {class: 'act'}, hasButton(model, detail) && (model.problem
          ? h('span', {class: 'small muted'}, model.problem)
          : h('button', {type: 'button', onclick: rollBack}, split ? 'End the split' : 'Roll back')))))),
    h('p', {class: 'hint'}, split ? 'Ending the split gives every user the serving model again. After that, a rollback leads to the previous one.'
      : 'A rollback exchanges the published and the previous model; a second one leads back. Others are published with bin/nightjar publish.'));
}

function modelLine(detail, id) {
  const headline = detail.models.find(({model}) => model === id)?.headline;
  return [h('span', {class: 'id'}, shortModel(id)), ` trained ${age(modelTime(id))} ago`, headline !== undefined && ` · NDCG at 10 ${metric(headline)}`];
}

/** What a rollback leads to: a split ends first, as with bin/nightjar rollback. */
function target({published}) {
  return published.splitModel ? published.model : published.previousModel;
}

function confirmation(detail, done) {
  const {campaign, published} = detail;
  const title = newId('title');
  const problem = h('div');
  const question = published.splitModel ? `End the split of ${campaign.name}?` : `Roll ${campaign.name} back?`;
  const go = h('button', {class: 'danger', type: 'submit'}, published.splitModel ? 'End the split' : `Roll ${campaign.name} back`);
  const dialog = h('dialog', {'aria-labelledby': title},
    h('form', {method: 'dialog', onsubmit: async (event) => {
      event.preventDefault();
      go.disabled = true;
      try {
        await post(`campaigns/${encodeURIComponent(campaign.name)}/rollback`, {from: published.model, to: target(detail)});
        dialog.close();
        done();
      } catch (refusal) {
        go.disabled = false;
        problem.replaceChildren(failed(refusal));
      }
    }},
    h('h2', {id: title}, question),
    h('p', {}, 'Every application that asks this campaign gets answers of the model below as soon as the server has loaded it. Until then nothing changes; no request is lost.'),
    pairs([
      ['Now', [modelLine(detail, published.model), published.splitModel && [' and ', modelLine(detail, published.splitModel)]]],
      ['Then', modelLine(detail, target(detail))],
    ]),
    problem,
    h('div', {class: 'buttons'}, h('button', {type: 'button', autofocus: true, onclick: () => dialog.close()}, published.splitModel ? 'Keep the split' : 'Keep the present model'), go)));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * Looks until the campaign serves what its file names, then shows the page again.
 *
 * @param known the refusal before, if any: it stays in the overview until the server has loaded or refused the new file
 */
async function waitForSwap(name, model, known, again) {
  toast('The campaign file is written. Loading the model…');
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    const {campaigns} = await overview({fresh: true});
    const campaign = campaigns.find((one) => one.name === name);
    if (campaign?.model === model && !campaign.split && !campaign.failure) {
      toast(`${name} serves ${shortModel(model)} now.`);
      await again();
      return;
    }
    if (campaign?.failure && (campaign.failure.message !== known?.message || campaign.failure.refusals > known.refusals)) {
      await again();
      return;
    }
  }
  toast('The model is still being loaded.');
}

export async function show(view, {params: [name], signal}) {
  const detail = await get(`campaigns/${encodeURIComponent(name)}`, {}, signal);
  const {campaign, published} = detail;
  const again = async () => {
    if (!signal.aborted) {
      view.replaceChildren();
      await show(view, {params: [name], signal});
      view.querySelector('h1').setAttribute('tabindex', '-1');
      view.querySelector('h1').focus();
    }
  };
  const rollBack = () => confirmation(detail, () => waitForSwap(name, target(detail), campaign.failure, again)
    .catch((problem) => view.prepend(failed(problem))));
  view.append(head(campaign.name, {
    crumb: h('a', {href: '#/'}, 'Campaigns'),
    badges: [stateBadge(campaign), ...(campaign.recipe ? [badge(campaign.recipe)] : [])],
    actions: [
      campaign.model && h('a', {class: 'button primary', href: askLink(campaign)}, 'Try it'),
    ].filter(Boolean),
  }));
  if (campaign.failure) {
    view.append(failure(refusal(campaign), campaign.failure.message));
  }
  if (!campaign.model) {
    if (published) {
      view.append(modelsPanel(detail, rollBack));
    }
    return;
  }
  if (published && published.model !== campaign.model && !campaign.failure) {
    view.append(h('div', {class: 'notice warn', role: 'status'}, `Model ${shortModel(published.model)} is being loaded; ${shortModel(campaign.model)} answers until then.`));
  }
  const report = detail.metrics;
  view.append(...[
    panel('What it serves', {aside: h('span', {class: 'id'}, campaign.model)},
      facts([
        ['Model is', nightAge(campaign.trained, (text) => `${text} old`), 'big'],
        ['Published', moment(campaign.published)],
        campaign.users > 0 ? ['Users', count(campaign.users)] : null,
        ['Items', count(campaign.items)],
        ['Interactions', count(campaign.interactions)],
        campaign.dimension > 1 ? ['Dimension', count(campaign.dimension)] : null,
        campaign.rows > 0 ? ['Rows in the table', count(campaign.rows)] : null,
        campaign.variants > 0 ? ['Context variants', count(campaign.variants)] : null,
        campaign.topN > 0 ? ['Items in a row', count(campaign.topN)] : null,
        campaign.split ? ['Split', splitText(campaign)] : null,
      ]),
      report?.metrics?.model?.[HEADLINE] !== undefined && against(HEADLINE, report.metrics.model[HEADLINE], report.metrics.popularity?.[HEADLINE])),
    ...metricsPanels(detail).filter(Boolean),
    detail.published && modelsPanel(detail, rollBack),
    h('div', {class: 'columns'},
      isPersonal(campaign) && panel('Context', {}, Object.keys(campaign.contextFields).length === 0
        ? h('p', {class: 'muted'}, 'The model knows no context fields. nightly learns them with --context.')
        : h('dl', {class: 'pairs'}, Object.entries(campaign.contextFields).map(([field, values]) =>
          [h('dt', {}, field), h('dd', {}, chips(values.slice(0, 40)), values.length > 40 && h('p', {class: 'hint'}, `and ${count(values.length - 40)} more`))]))),
      panel('On disk', {aside: bytes(detail.tables.reduce((sum, {bytes: size}) => sum + size, 0))},
        table('Tables of the model', ['Table', ['Files', 'num'], ['Size', 'num']], detail.tables.map((one) => h('tr', {},
          h('th', {scope: 'row'}, one.name), h('td', {class: 'num'}, count(one.files)), h('td', {class: 'num'}, bytes(one.bytes))))))),
    panel('How it was trained', {},
      Object.keys(detail.training).length > 0 && h('details', {}, h('summary', {}, 'What training measured'),
        pairs(Object.entries(detail.training).map(([key, value]) => [key, h('span', {class: 'num'}, Number.isInteger(value) ? count(value) : metric(value))]))),
      h('details', {}, h('summary', {}, 'Arguments'), code(detail.arguments.join(' ') || 'none', 'arguments'))),
  ].filter(Boolean));
}
