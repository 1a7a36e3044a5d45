#!/usr/bin/env bash
# The server with TLS and access keys, as real clients see it: secured.sh STORE CLIENTS
# Expects $WORK and $PYTHON. Whoever is refused must be told so by Amazon's name, and no secret may be in the log.
set -euo pipefail
. .ci/tools.sh
. .ci/server.sh
store=$1 clients=$2 here=.ci/conformance folder=$WORK/secured servers=
need openssl openssl
trap stop_servers EXIT
mkdir -p "$folder"
secret=$(openssl rand -hex 20)
export SECRET=$secret LIMITED_SECRET=only-for-rankings-1 TEMPORARY_SECRET=only-until-tonight TOKEN=token-of-today/+=

(
  cd "$folder"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=Conformance CA' -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.pem
  openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.pkcs8 -out server.csr
  printf '%s\n' subjectAltName=DNS:localhost,IP:127.0.0.1 subjectKeyIdentifier=hash authorityKeyIdentifier=keyid >extensions
  openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out server.pem
  openssl rsa -traditional -in server.pkcs8 -out server.key
  keytool -importcert -noprompt -alias ca -file ca.pem -keystore ca.p12 -storetype PKCS12 -storepass changeit
) >"$folder/openssl.log" 2>&1 || { cat "$folder/openssl.log" >&2; exit 1; }
cat >"$folder/keys.json" <<JSON
{"accessKeys": [
  {"accessKeyId": "CONFORMANCE", "secretAccessKey": "$secret"},
  {"accessKeyId": "LIMITED", "secretAccessKey": "$LIMITED_SECRET", "campaigns": ["conform-ranking"]},
  {"accessKeyId": "TEMPORARY", "secretAccessKey": "$TEMPORARY_SECRET", "sessionToken": "$TOKEN"}]}
JSON
chmod 600 "$folder/keys.json" "$folder/server.key"

port=$(free_port)
SCHEME=https start_server "$store" "$port" "$folder/server.log" --credentials "$folder/keys.json" \
  --tls-certificate "$folder/server.pem" --tls-key "$folder/server.key"
export AWS_ACCESS_KEY_ID=CONFORMANCE AWS_SECRET_ACCESS_KEY=$secret ENDPOINT=https://127.0.0.1:$port
export AWS_ENDPOINT_URL_PERSONALIZE_RUNTIME=$ENDPOINT AWS_CA_BUNDLE=$folder/ca.pem NODE_EXTRA_CA_CERTS=$folder/ca.pem

for python in "$PYTHON" "$clients/debian/bin/python"; do
  "$python" $here/secured.py
done
arn=arn:aws:personalize:us-east-1:000000000000:campaign/conform
recommend=(aws --output text personalize-runtime get-recommendations --campaign-arn "$arn" --user-id user-0001 --query 'length(itemList)')
[ "$("${recommend[@]}")" = 25 ] || { echo 'the AWS CLI must be answered' >&2; exit 1; }
if said=$(AWS_SECRET_ACCESS_KEY=not-$secret "${recommend[@]}" 2>&1) || [[ $said != *'(InvalidSignatureException)'* ]]; then
  echo "the AWS CLI must be refused with InvalidSignatureException: $said" >&2
  exit 1
fi
if said=$("${recommend[@]}" --no-sign-request 2>&1) || [[ $said != *'(MissingAuthenticationToken)'* ]]; then
  echo "the AWS CLI must be refused with MissingAuthenticationToken: $said" >&2
  exit 1
fi
java -Djavax.net.ssl.trustStore="$folder/ca.p12" -Djavax.net.ssl.trustStorePassword=changeit -cp "$clients/java/*" $here/Secured.java
cp $here/secured.mjs "$clients/javascript"
node "$clients/javascript/secured.mjs"

stop_servers
if grep -F -e "$secret" -e "$LIMITED_SECRET" -e "$TEMPORARY_SECRET" -e "$TOKEN" "$folder/server.log"; then
  echo 'the log must not have a secret' >&2
  exit 1
fi
