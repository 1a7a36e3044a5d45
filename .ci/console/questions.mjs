// What the pages under "Ask" say of splits, lists without scores, filters, unknown users, and calls to paste.

import assert from 'node:assert/strict';

const ARN = 'arn:aws:personalize:us-east-1:000000000000:campaign/';

async function split({page, admin, runtime, users, settled}) {
  for (const user of users) {
    const reply = await fetch(`${runtime}/recommendations`, {
      method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({campaignArn: `${ARN}halves`, userId: user}),
    });
    await page.goto(`${admin}/console/#/try?campaign=halves&user=${user}`);
    await settled(page);
    await page.getByText(`arm ${reply.headers.get('x-nightjar-arm')} of the split`).waitFor();
  }
  await page.goto(`${admin}/console/#/`);
  await settled(page);
  assert.match(await page.getByRole('region', {name: 'halves', exact: true}).innerText(), /Split\s+50% of users to 0000beef/);
  await page.goto(`${admin}/console/#/campaigns/halves`);
  await settled(page);
  assert.match(await page.getByRole('region', {name: 'What it serves'}).innerText(), /Split\s+50% of users to 0000beef/);
  assert.equal(await page.getByRole('button', {name: 'End the split'}).count(), 1);
}

async function popular({page, admin, settled}) {
  await page.goto(`${admin}/console/#/`);
  await settled(page);
  assert.doesNotMatch(await page.getByRole('region', {name: 'popular', exact: true}).innerText(), /× popularity/, 'metrics are of questions for users');
  await page.goto(`${admin}/console/#/campaigns/popular`);
  await settled(page);
  assert.doesNotMatch(await page.locator('main').innerText(), /How good it is|NDCG at 10\s+[\d.]+|knows no context/);
  await page.goto(`${admin}/console/#/try?campaign=popular`);
  await settled(page);
  const text = await page.getByRole('tabpanel').innerText();
  assert.doesNotMatch(text, /no score/);
  assert.match(text, /without scores/);
}

async function whatIsMissing({page, admin, users, settled}) {
  await page.goto(`${admin}/console/#/try?campaign=demo&user=${users[0]}&filter=genre`);
  await settled(page);
  await page.getByText('Give a value for $GENRES').waitFor();
  await page.getByLabel('$GENRES').fill('Crime');
  await page.getByLabel('$GENRES').blur();
  await page.locator('ol.results > li').first().waitFor();
}

async function callsToPaste({page, admin, users, settled}) {
  await page.goto(`${admin}/console/#/try?campaign=demo&user=${users[0]}&n=3&explain=1`);
  await settled(page);
  for (const [tab, expected] of [['curl', /-H 'x-nightjar-explain: true'/], ['boto3', /before-call\.personalize-runtime\.GetRecommendations/], ['AWS CLI', /cannot send x-nightjar-explain/]]) {
    await page.getByRole('tab', {name: tab}).click();
    assert.match(await page.getByRole('tabpanel').innerText(), expected);
  }
  await page.getByLabel('Number of results').fill('');
  await page.getByLabel('Number of results').blur();
  await page.waitForFunction(() => location.hash.includes('n=blank'));
  await settled(page);
  await page.getByRole('tab', {name: 'Request and reply'}).click();
  assert.doesNotMatch(await page.getByRole('region', {name: 'request'}).innerText(), /numResults/, 'a blank must not ask for none');
}

async function unknownUser({page, admin, settled}) {
  await page.goto(`${admin}/console/#/try?campaign=demo&user=somebody-new`);
  await settled(page);
  await page.getByText('user unknown to the model').waitFor();
}

async function longList({page, admin, users, settled}) {
  const ids = Array.from({length: 400}, (_, at) => `an-item-that-is-not-there-${at}`);
  await page.goto(`${admin}/console/#/rank?campaign=demo-ranking&user=${users[0]}`);
  await settled(page);
  await page.getByLabel('Items').fill(ids.join('\n'));
  await page.getByRole('button', {name: 'Rank', exact: true}).click();
  await page.getByText(/has the first \d+ of the 400 items/).waitFor();
  await page.getByRole('tab', {name: 'curl'}).click();
  await page.waitForFunction(() => location.hash.includes('tab=2'));
  await page.reload();
  await settled(page);
  await page.getByText(/had room for \d+ of the 400 items/).waitFor();
  assert.equal(await page.getByRole('tab', {name: 'curl'}).getAttribute('aria-selected'), 'true');
}

export const questions = [split, popular, whatIsMissing, callsToPaste, unknownUser, longList];
