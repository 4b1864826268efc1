/**
 * Reports for people who never open Muster, such as auditors: one document, whatever it is about and however it is drawn. Start
 * reading at {@link dev.muster.model.report.Report}; {@link dev.muster.model.report.ReportPart} is what one consists of.
 *
 * <p>A report is neutral in language: labels and sentences are English and their own message ids, values are typed. Renderers
 * translate the former and write the latter as the language does; what a user named is text and stays.
 */
package dev.muster.model.report;
