/**
 * XML that comes from elsewhere. {@link dev.muster.model.xml.SafeXml} reads it without ever following what it points to;
 * {@link dev.muster.model.xml.XmlEdit} changes single places of its text and leaves every other character as it was;
 * {@link dev.muster.model.xml.XmlBuilder} writes new XML in which no value can become markup.
 */
package dev.muster.model.xml;
