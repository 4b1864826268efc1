/** Who may do what: roles, principals, and the commands and queries about them. */
package dev.muster.model.access;
