// Numbers, times and names as people read them.

const counts = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60]];

/** 1234567 as 1,234,567; nothing as a dash. */
export function count(value) {
  return value === null || value === undefined ? '–' : counts.format(value);
}

/** 1 step, 2 steps. */
export function plural(value, one, many = `${one}s`) {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 1234567 as 1.2M. */
export function short(value) {
  return value === null || value === undefined ? '–' : compact.format(value);
}

export function bytes(value) {
  if (value < 1024) {
    return `${value} B`;
  }
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(1024)) - 1);
  const number = value / 1024 ** (power + 1);
  return `${number.toFixed(number < 10 ? 1 : 0)} ${units[power]}`;
}

/** A score: a probability, with three digits that mean something. */
export function score(value) {
  if (value === null || value === undefined) {
    return 'no score';
  }
  const percent = value * 100;
  if (percent >= 10) {
    return `${percent.toFixed(1)}%`;
  }
  if (percent >= 0.01) {
    return `${percent.toPrecision(3)}%`;
  }
  return percent === 0 ? '0%' : '<0.01%';
}

/** A metric: four digits after the point, or fewer where they say nothing. */
export function metric(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  return Math.abs(value) >= 100 ? value.toFixed(1) : value.toFixed(Math.abs(value) >= 10 ? 2 : 4);
}

export function signed(value, digits = 2) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

/** How long ago a time is: "5 hours". */
export function age(iso) {
  const seconds = (Date.now() - Date.parse(iso)) / 1000;
  if (!Number.isFinite(seconds)) {
    return 'unknown';
  }
  for (const [name, length] of UNITS) {
    if (seconds >= length) {
      const number = Math.floor(seconds / length);
      return `${number} ${name}${number === 1 ? '' : 's'}`;
    }
  }
  return 'less than a minute';
}

/** A point in time, in the visitor's zone, which it names. */
export function moment(time) {
  const date = new Date(typeof time === 'number' ? time * 1000 : time);
  return Number.isNaN(date.getTime())
    ? String(time)
    : date.toLocaleString('en-GB', {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short'});
}

/** The day of a point in time, in the visitor's zone. */
export function day(time) {
  return moment(time).replace(/,.*/, '');
}

export function duration(millis) {
  if (millis === null || millis === undefined) {
    return '–';
  }
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The end of a model id is what tells models apart; its time is shown beside it. */
export function shortModel(model) {
  return model ? model.slice(-8) : '–';
}

/** When a model's training began, from its id. */
export function modelTime(model) {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(model ?? '');
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z` : null;
}

const METRICS = {
  hit_rate: 'hit rate', mean_reciprocal_rank: 'MRR', ndcg: 'NDCG', nll: 'negative log-likelihood',
  normalized_discounted_cumulative_gain: 'NDCG', mrr: 'MRR', ece: 'calibration error',
};

/** ndcg_at_10 as "NDCG at 10". */
export function metricName(name) {
  const match = /^(.*?)_at_(\d+)$/.exec(name);
  const base = match ? match[1] : name;
  const text = METRICS[base] ?? base.replaceAll('_', ' ');
  return match ? `${text} at ${match[2]}` : text;
}
