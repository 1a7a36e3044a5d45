// What people do with the console, step by step, with the keyboard where it matters.

import assert from 'node:assert/strict';
import {join} from 'node:path';
import {questions} from './questions.mjs';

const ARN = 'arn:aws:personalize:us-east-1:000000000000:campaign/';

async function ids(page) {
  return page.locator('ol.results > li .what p:first-child a').evaluateAll((links) => links.map((link) => new URLSearchParams(link.hash.split('?')[1]).get('id')));
}

/** The runtime itself, asked as an application would. */
async function asApplication(runtime, body) {
  const reply = await fetch(`${runtime}/recommendations`, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  assert.equal(reply.status, 200);
  return (await reply.json()).itemList;
}

async function tryIt({page, admin, runtime, users, settled}) {
  await page.goto(`${admin}/console/#/try?campaign=demo`);
  await settled(page);
  const user = page.getByRole('combobox', {name: 'User'});
  await user.focus();
  await user.pressSequentially(users[0].slice(0, -1));
  const options = page.locator('.options [role=option]').filter({visible: true});
  await options.first().waitFor();
  assert.ok(await options.count() <= 13, 'a search must not list everybody');
  await user.press('ArrowDown');
  assert.equal(await page.locator('.options [aria-selected=true]').count(), 1);
  await user.press('Escape');
  assert.equal(await options.count(), 0, 'Escape must close the list');
  await user.fill(users[0]);
  await user.press('Enter');
  await page.locator('ol.results > li').first().waitFor();
  await page.getByLabel('DEVICE').selectOption('tv');
  await settled(page);
  await page.waitForFunction(() => location.hash.includes('DEVICE=tv'));
  await page.waitForTimeout(300);
  const expected = await asApplication(runtime, {campaignArn: `${ARN}demo`, userId: users[0], numResults: 10, context: {DEVICE: 'tv'}});
  assert.deepEqual(await ids(page), expected.map(({itemId}) => itemId), 'the console must show what an application gets');
  const address = page.url();
  await page.reload();
  await settled(page);
  assert.equal(page.url(), address);
  assert.deepEqual(await ids(page), expected.map(({itemId}) => itemId), 'an address must lead to the same answer');
  assert.match(await page.locator('ol.results > li').first().innerText(), /film-\d+/, 'a title and an id');

  const items = page.getByRole('tab', {name: 'Items'});
  await items.focus();
  await items.press('ArrowRight');
  assert.ok((await page.getByRole('tabpanel').innerText()).includes('"campaignArn"'));
  await page.getByRole('tab', {name: 'AWS CLI'}).click();
  assert.ok((await page.getByRole('tabpanel').innerText()).includes('aws personalize-runtime get-recommendations'));
  await page.getByRole('tab', {name: 'curl'}).click();
  const curl = await page.getByRole('region', {name: 'curl'}).innerText();
  assert.ok(curl.includes(runtime), `a call must go to the runtime, ${runtime}: ${curl}`);
}

async function refusals({page, admin, watched, settled, users}) {
  watched.expect('/console/api/recommendations');
  await page.goto(`${admin}/console/#/try?campaign=demo&user=${users[0]}&n=501`);
  await settled(page);
  assert.match(await page.getByRole('alert').innerText(), /numResults must not exceed 500: 501/, 'a refusal must be shown in the server’s words');
}

async function keyboard({page, admin, settled}) {
  // A fresh page: nothing has the focus yet.
  await page.goto('about:blank');
  await page.goto(`${admin}/console/#/`);
  await settled(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content', 'the skip link must come first');
  const seen = await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0);
  assert.ok(seen, 'the skip link must be seen when it has the focus');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const invisible = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      return {html: element.outerHTML.slice(0, 100), body: element === document.body, outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0};
    });
    if (focus.body) {
      break;
    }
    if (!focus.outline) {
      invisible.push(focus.html);
    }
  }
  assert.deepEqual(invisible, [], 'the focus must be seen');
  await page.getByRole('link', {name: 'Compare', exact: true}).focus();
  await page.keyboard.press('Enter');
  // The page is not busy before the browser has told of the new address.
  await page.waitForFunction(() => document.title === 'Compare · Nightjar');
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'a new page must take the focus to its heading');
}

async function theme({page, admin, settled}) {
  await page.goto(`${admin}/console/#/`);
  await settled(page);
  await page.getByRole('button', {name: 'Dark mode'}).click();
  await page.reload();
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'the choice must be kept');
  await page.getByRole('button', {name: 'Light mode'}).click();
}

async function compare({page, admin, users, settled}) {
  await page.goto(`${admin}/console/#/compare`);
  await settled(page);
  const left = page.getByRole('combobox', {name: 'User'}).first();
  await left.fill(users[1]);
  await left.press('Enter');
  await page.locator('.versus').waitFor();
  const heading = page.getByRole('region', {name: 'What moved'});
  assert.match(await heading.innerText(), /15 of 15/, 'the same question twice must have the same answer');
  await page.getByLabel('DAYPART').nth(1).selectOption('morning');
  await page.waitForFunction(() => location.hash.includes('b.c.DAYPART=morning'));
  await settled(page);
}

async function rank({page, admin, users, items, settled}) {
  await page.goto(`${admin}/console/#/rank?campaign=demo-ranking&user=${users[0]}`);
  await settled(page);
  await page.getByLabel('Items').fill(`${items.slice(0, 5).map(({itemId}) => itemId).join('\n')}\nno-such-film`);
  await page.getByRole('button', {name: 'Rank', exact: true}).click();
  await page.locator('ol.results > li').first().waitFor();
  assert.equal(await page.locator('ol.results > li').count(), 6);
  assert.match(await page.locator('ol.results > li').last().innerText(), /no-such-film[\s\S]*unknown item/);
}

async function rollBack({page, admin, demo, settled, screenshots}) {
  const model = async () => (await (await fetch(`${admin}/console/api/overview`)).json()).campaigns.find(({name}) => name === 'demo').model;
  await page.goto(`${admin}/console/#/campaigns/demo`);
  await settled(page);
  await page.getByRole('button', {name: 'Roll back'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Keep the present model', 'the safe answer must have the focus');
  await page.screenshot({path: join(screenshots, 'rollback-dialog.png')});
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await model(), demo.model, 'nothing may happen without a confirmation');
  await page.getByRole('button', {name: 'Roll back'}).click();
  await page.getByRole('button', {name: 'Roll demo back'}).click();
  await page.getByText('demo serves 0000beef now.').waitFor({timeout: 60_000});
  assert.equal(await model(), '20250101T030000000Z-0000beef');
  await settled(page);
  await page.getByRole('button', {name: 'Roll back'}).click();
  await page.getByRole('button', {name: 'Roll demo back'}).click();
  await page.getByText(`demo serves ${demo.model.slice(-8)} now.`).waitFor({timeout: 60_000});
  assert.equal(await model(), demo.model, 'a second rollback must lead back');
}

/** The way back when the campaign's model was refused and nothing answers, as after a restart. */
async function rollBackFromNothing({page, admin, demo, settled}) {
  await page.goto(`${admin}/console/#/campaigns/broken`);
  await settled(page);
  assert.match(await page.getByRole('alert').innerText(), /The model was refused/);
  await page.getByRole('button', {name: 'Roll back'}).click();
  await page.getByRole('button', {name: 'Roll broken back'}).click();
  await page.getByText(`broken serves ${demo.model.slice(-8)} now.`).waitFor({timeout: 60_000});
  await page.getByText('serving', {exact: true}).first().waitFor();
}

/** Whether last night went well is seen where one looks first; a run that was killed does not look as if it went on. */
async function nights({page, admin, watched, settled}) {
  watched.expect('/console/api/campaigns/none');
  await page.goto(`${admin}/console/#/`);
  await settled(page);
  const strip = page.getByRole('region', {name: 'Last night'});
  assert.match(await strip.innerText(), /succeeded[\s\S]*ago[\s\S]*rejected/);
  await strip.getByRole('link').click();
  await settled(page);
  await page.goto(`${admin}/console/#/runs`);
  await settled(page);
  const killed = page.getByRole('row').filter({hasText: '3 Jan 2025'});
  assert.match(await killed.innerText(), /no sign of life/);
  await page.goto(`${admin}/console/#/campaigns/none`);
  await settled(page);
  assert.equal(await page.getByRole('button', {name: 'Try again'}).count(), 0, 'what does not exist will not come by trying');
  await page.getByRole('link', {name: 'Back to Campaigns'}).click();
  await settled(page);
}

/** Every operation has an address; the console's own are folded. */
async function reference({page, admin, settled}) {
  await page.goto(`${admin}/console/#/api`);
  await settled(page);
  assert.equal(await page.getByRole('link', {name: '/console/api/overview'}).filter({visible: true}).count(), 0);
  await page.getByRole('link', {name: 'POST /personalize-ranking'}).click();
  await page.waitForFunction(() => location.hash === '#/api/GetPersonalizedRanking');
  await settled(page);
  await page.getByRole('link', {name: 'GetPersonalizedRankingRequest'}).first().click();
  await page.waitForFunction(() => document.activeElement?.id === 'schema-GetPersonalizedRankingRequest');
}

/** Another site's page cannot roll anything back. */
async function otherSites({admin, demo}) {
  const url = `${admin}/console/api/campaigns/demo/rollback`;
  const body = JSON.stringify({from: demo.model, to: '20250101T030000000Z-0000beef'});
  const reply = await fetch(url, {method: 'POST', headers: {origin: 'https://evil.example'}, body});
  assert.equal(reply.status, 403, 'a page of another site must be refused');
}

export async function flows(with_) {
  const page = await with_.context.newPage();
  const watched = with_.watch(page, 'flow');
  const all = {...with_, page, watched};
  for (const flow of [tryIt, ...questions, keyboard, theme, compare, rank, nights, reference, rollBack, rollBackFromNothing, otherSites, refusals]) {
    await flow(all);
    console.log(`flow: ${flow.name}`);
  }
}
