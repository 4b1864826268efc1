/** The audit as a screen: who asked for what, when, and what came of it. Start at {@link dev.muster.app.audit.AuditViewModel}. */
package dev.muster.app.audit;
