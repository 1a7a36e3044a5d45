/**
 * Who calls: AWS Signature Version 4, checked against a file of access keys.
 *
 * <p>Start at {@link io.nightjar.serving.signature.SignatureVerifier}. A request comes in as its
 * method, raw path and query, headers and body; an {@link io.nightjar.serving.signature.AccessKey}
 * comes out, or a {@link io.nightjar.serving.api.CallerRefusedException} with Amazon's name.
 * Nothing here knows of HTTP servers, and nothing writes a secret anywhere.
 */
package io.nightjar.serving.signature;
