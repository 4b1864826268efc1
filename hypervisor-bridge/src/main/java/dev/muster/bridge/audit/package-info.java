/** Who asked for what and what came of it, chained by hashes; see {@link dev.muster.model.audit.AuditChain}. */
package dev.muster.bridge.audit;
