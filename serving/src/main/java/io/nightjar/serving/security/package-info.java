/**
 * What keeps strangers out, apart from signatures: which addresses may be listened on, certificates
 * and keys of TLS, files of secrets.
 *
 * <p>Start at {@link io.nightjar.serving.security.SecurityConfig}. {@code
 * io.nightjar.serving.signature} checks who calls the operations, {@code
 * io.nightjar.serving.admin.AdminGuard} who asks the admin port.
 */
package io.nightjar.serving.security;
