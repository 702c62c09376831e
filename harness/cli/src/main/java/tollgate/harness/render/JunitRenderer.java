package tollgate.harness.render;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.ObjectiveCheck;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/**
 * The report as JUnit XML. A regression is a failure; what could not be judged is skipped; and one
 * case more stands for the outcome as a whole, so that an undecided gate is never all green.
 */
public final class JunitRenderer implements Renderer {

  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_REASON = 2000;

  @Override
  public void render(Document document, Appendable out) throws IOException {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      write(document.report(), xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write JUnit XML: " + e.getMessage(), e);
    }
    out.append(text.getBuffer()).append('\n');
  }

  private static void write(Report report, XMLStreamWriter xml) throws XMLStreamException {
    Map<String, Integer> tally = Tally.of(report);
    int regressed = tally.getOrDefault("regressed", 0);
    int settled = tally.getOrDefault("unchanged", 0) + tally.getOrDefault("improved", 0);
    boolean undecided = report.outcome() == Outcome.UNDECIDED;
    xml.writeStartDocument("UTF-8", "1.0");
    line(xml, 0);
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "tollgate");
    int violated = count(report, Set.of(ObjectiveCheck.State.VIOLATED));
    int open = count(report, Set.of(ObjectiveCheck.State.AT_RISK, ObjectiveCheck.State.VOID));
    int cases = report.comparisons().size() + report.objectives().size();
    attribute(xml, "tests", Integer.toString(cases + 1));
    attribute(xml, "failures", Integer.toString(regressed + violated));
    attribute(xml, "errors", undecided ? "1" : "0");
    attribute(
        xml, "skipped", Integer.toString(report.comparisons().size() - regressed - settled + open));
    outcome(report, undecided, xml);
    for (Comparison comparison : report.comparisons()) {
      testCase(comparison, xml);
    }
    for (ObjectiveCheck check : report.objectives()) {
      testCase(check, xml);
    }
    line(xml, 0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static int count(Report report, Set<ObjectiveCheck.State> states) {
    return (int)
        report.objectives().stream().filter(check -> states.contains(check.state())).count();
  }

  private static void testCase(ObjectiveCheck check, XMLStreamWriter xml)
      throws XMLStreamException {
    String benchmark = check.key().benchmark();
    int method = Math.max(0, benchmark.lastIndexOf('.'));
    start(xml, benchmark.substring(0, method), check.key() + " · " + ObjectiveText.rule(check));
    String measured = ObjectiveText.value(check) + ": " + check.reason();
    if (check.state() == ObjectiveCheck.State.VIOLATED) {
      told(xml, "failure", "SLO violated", measured);
    } else if (check.state() != ObjectiveCheck.State.MET) {
      told(xml, "skipped", "", check.state().label() + ": " + measured);
    }
    line(xml, 2);
    xml.writeStartElement("system-out");
    xml.writeCharacters(shown(measured, LONGEST_REASON));
    xml.writeEndElement();
    end(xml);
  }

  private static void outcome(Report report, boolean undecided, XMLStreamWriter xml)
      throws XMLStreamException {
    start(xml, "tollgate", "outcome");
    if (undecided) {
      told(xml, "error", "undecided", report.headline());
    }
    line(xml, 2);
    xml.writeStartElement("system-out");
    xml.writeCharacters(shown(report.headline(), LONGEST_REASON));
    for (String warning : report.warnings()) {
      xml.writeCharacters("\nwarning: " + shown(warning, LONGEST_REASON));
    }
    xml.writeEndElement();
    end(xml);
  }

  private static void testCase(Comparison comparison, XMLStreamWriter xml)
      throws XMLStreamException {
    String benchmark = comparison.key().benchmark();
    int method = Math.max(0, benchmark.lastIndexOf('.'));
    start(xml, benchmark.substring(0, method), Figures.name(comparison));
    Verdict verdict = comparison.verdict();
    if (verdict instanceof Verdict.Regressed) {
      told(
          xml,
          "failure",
          "regressed",
          Figures.slowdown(comparison)
              + " "
              + Figures.interval(comparison)
              + " "
              + verdict.reason());
    } else if (!(verdict instanceof Verdict.Unchanged || verdict instanceof Verdict.Improved)) {
      told(xml, "skipped", "", verdict.label() + ": " + verdict.reason());
    }
    line(xml, 2);
    xml.writeStartElement("system-out");
    String sides = Figures.sides(comparison);
    String text = (sides.isEmpty() ? "" : sides + ": ") + verdict.reason();
    xml.writeCharacters(shown(text, LONGEST_REASON));
    xml.writeEndElement();
    end(xml);
  }

  private static void start(XMLStreamWriter xml, String className, String name)
      throws XMLStreamException {
    line(xml, 1);
    xml.writeStartElement("testcase");
    attribute(xml, "classname", className);
    attribute(xml, "name", name);
  }

  private static void told(XMLStreamWriter xml, String element, String type, String message)
      throws XMLStreamException {
    line(xml, 2);
    xml.writeEmptyElement(element);
    if (!type.isEmpty()) {
      attribute(xml, "type", type);
    }
    xml.writeAttribute("message", shown(message, LONGEST_REASON));
  }

  private static void end(XMLStreamWriter xml) throws XMLStreamException {
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, shown(value, LONGEST_NAME));
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** What XML 1.0 forbids is among the characters {@link SafeText} spells out. */
  private static String shown(String foreign, int longest) {
    return SafeText.visible(foreign, longest);
  }
}
