// The same request for a terminal and for an application.

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const PATHS = {GetRecommendations: '/recommendations', GetPersonalizedRanking: '/personalize-ranking'};
const METHODS = {GetRecommendations: 'get_recommendations', GetPersonalizedRanking: 'get_personalized_ranking'};
const COMMANDS = {GetRecommendations: 'get-recommendations', GetPersonalizedRanking: 'get-personalized-ranking'};

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Headers that a call to paste sends, by name; those of the protocol itself are left to the client. */
export function extraHeaders({explain}) {
  return explain ? {'x-nightjar-explain': 'true'} : {};
}

export function curl(operation, request, {endpoint, signed}, headers = {}) {
  return [
    `curl -s ${shell(endpoint + PATHS[operation])} \\`,
    ...(signed ? ['  --aws-sigv4 aws:amz:us-east-1:personalize --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\'] : []),
    "  -H 'Content-Type: application/json' \\",
    ...Object.entries(headers).map(([name, value]) => `  -H ${shell(`${name}: ${value}`)} \\`),
    `  -d ${shell(JSON.stringify(request, null, 2))}`,
  ].join('\n');
}

function python(value) {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function boto3(operation, request, {endpoint, signed}, headers = {}) {
  const list = operation === 'GetRecommendations' ? 'itemList' : 'personalizedRanking';
  return [
    'import boto3',
    '',
    'runtime = boto3.client(',
    '    "personalize-runtime",',
    `    endpoint_url=${python(endpoint)},`,
    ...(signed ? ['    region_name="us-east-1")'] : ['    region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any")']),
    ...(Object.keys(headers).length === 0 ? [] : [
      'runtime.meta.events.register(',
      `    "before-call.personalize-runtime.${operation}",`,
      `    lambda params, **_: params["headers"].update(${python(headers)}))`,
    ]),
    `reply = runtime.${METHODS[operation]}(`,
    ...Object.entries(request).map(([name, value]) => `    ${name}=${python(value)},`),
    ')',
    `for item in reply["${list}"]:`,
    `    print(item["itemId"], item.get("score")${Object.keys(headers).length === 0 ? '' : ', item.get("metadata")'})`,
  ].join('\n');
}

export function cli(operation, request, {endpoint, signed}, headers = {}) {
  const given = Object.entries(request).map(([name, value]) => {
    const text = Array.isArray(value) ? value.map(shell).join(' ')
      : typeof value === 'object' ? shell(JSON.stringify(value))
        : typeof value === 'number' ? String(value) : shell(value);
    return `  --${snake(name)} ${text}`;
  });
  return [
    ...Object.keys(headers).map((name) => `# The AWS CLI cannot send ${name}: curl and boto3 can.`),
    ...(signed ? [] : ['AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any \\']),
    `aws personalize-runtime ${COMMANDS[operation]} --region us-east-1 \\`,
    `  --endpoint-url ${shell(endpoint)} \\`,
    given.join(' \\\n'),
  ].join('\n');
}

/** Where an application asks: the runtime's port of the machine that serves the console. */
export function endpointOf(runtime) {
  const name = location.hostname.includes(':') ? `[${location.hostname.replace(/[[\]]/g, '')}]` : location.hostname;
  return {endpoint: `${runtime.scheme}://${name}:${runtime.port}`, signed: runtime.signed};
}
