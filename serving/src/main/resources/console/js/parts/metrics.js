// Metrics of a model beside popularity and the previous model.

import {h, svg} from '../dom.js';
import {metric, metricName} from '../format.js';
import {bar} from './layout.js';

const FIRST = [
  'normalized_discounted_cumulative_gain_at_10', 'mean_reciprocal_rank_at_25', 'precision_at_10', 'coverage',
  'recall_at_10', 'hit_rate_at_10', 'perplexity', 'nll',
];

/** The metric that stands for the rest. */
export const HEADLINE = 'normalized_discounted_cumulative_gain_at_10';

/** Names in the order of a reader's interest. */
export function ordered(names) {
  const place = (name) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return [...names].sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'en', {numeric: true}));
}

/** Whether less is better. */
export function lessIsBetter(name) {
  return /nll|perplexity|calibration|log_likelihood|ece/.test(name);
}

/** The name of a metric, and what a reader would guess wrong. */
export function named(name) {
  return [metricName(name), lessIsBetter(name) && h('span', {class: 'muted small'}, ' (less is better)')];
}

/** "1.9 times popularity", from the model's and the baseline's value. */
export function times(name, value, base) {
  if (value === undefined || base === undefined || value === 0 || base === 0) {
    return null;
  }
  const ratio = lessIsBetter(name) ? base / value : value / base;
  return ratio;
}

/** Two bars, the model's over popularity's. */
export function against(name, value, base) {
  const most = Math.max(value ?? 0, base ?? 0, 1e-12);
  const ratio = times(name, value, base);
  return h('div', {class: 'against'},
    h('p', {class: 'row'}, h('span', {}, named(name)), ratio && h('strong', {class: ratio >= 1 ? 'up' : 'down'}, `${ratio.toFixed(2)}× popularity`)),
    h('div', {class: 'twobars'},
      h('span', {class: 'small'}, 'model'), bar((value ?? 0) / most), h('span', {class: 'num small'}, metric(value)),
      h('span', {class: 'small muted'}, 'popularity'), bar((base ?? 0) / most, 'base'), h('span', {class: 'num small'}, metric(base))));
}

/** A model's value with its interval, and the others', on one scale. */
export function strip(value, interval, others) {
  const low = Math.min(value, interval?.[0] ?? value, ...others.map(([, other]) => other));
  const high = Math.max(value, interval?.[1] ?? value, ...others.map(([, other]) => other));
  const pad = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  const x = (number) => (((number - low + pad) / (high - low + 2 * pad)) * 200).toFixed(1);
  return svg('svg', {class: 'strip', viewBox: '0 0 200 18', 'aria-hidden': 'true', preserveAspectRatio: 'none'},
    svg('line', {x1: 0, x2: 200, y1: 9, y2: 9, class: 'axis'}),
    interval && svg('line', {x1: x(interval[0]), x2: x(interval[1]), y1: 9, y2: 9, class: 'interval'}),
    others.map(([kind, other]) => svg('rect', {x: Number(x(other)) - 1.5, y: 3, width: 3, height: 12, class: kind})),
    svg('rect', {x: Number(x(value)) - 2.5, y: 1, width: 5, height: 16, rx: 1.5, class: 'model'}));
}
