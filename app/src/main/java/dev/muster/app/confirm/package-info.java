/** Asking before what cannot be undone: the operator types what it is about. Start at {@link dev.muster.app.confirm.Confirmation}. */
package dev.muster.app.confirm;
