package org.aisle.templates.condition;

import static java.util.Objects.requireNonNull;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.jspecify.annotations.Nullable;

/**
 * The part of CEL that conditions may use: what is not declared here does not type-check. The
 * parser guards itself against nesting, so that no text costs more than a few milliseconds.
 */
final class Grammar {

  static final int MAX_CHARACTERS = 2_000;

  /** Of the parser's own recursion, which counts brackets too. */
  private static final int MAX_PARSE_DEPTH = 60;

  private static final int MAX_BRACES = 20;

  static final String AND = "_&&_";
  static final String OR = "_||_";
  static final String NOT = "!_";
  static final String CHOOSE = "_?_:_";
  static final String IN = "@in";
  static final String NEGATE = "-_";

  private static final CelType NUMBER = SimpleType.DOUBLE;
  private static final CelType FLAG = SimpleType.BOOL;
  private static final CelType TEXT = SimpleType.STRING;

  /** Operators by CEL's name, with what they need in words. */
  private static final Map<String, String> OPERATOR_NEEDS = operatorNeeds();

  /** Functions with the way they are written. */
  private static final Map<String, String> FUNCTION_USAGE = functionUsage();

  private static final List<CelFunctionDecl> DECLARATIONS = declarations();

  private static final CelCompiler EMPTY = builder().build();

  private Grammar() {}

  /** The parser's guard does not count the braces of messages, which no condition needs. */
  static boolean hasTooManyBraces(String text) {
    return text.chars().filter(c -> c == '{').count() > MAX_BRACES;
  }

  static CelValidationResult parse(String text) {
    return EMPTY.parse(text);
  }

  /** With these names only, so that the price does not depend on the size of the vocabulary. */
  static CelValidationResult check(CelAbstractSyntaxTree ast, Collection<Name> names) {
    CelCompilerBuilder builder = builder();
    for (Name name : names) {
      builder = builder.addVar(name.name(), type(name.kind()));
    }
    return builder.build().check(ast);
  }

  static Collection<String> functions() {
    return FUNCTION_USAGE.keySet();
  }

  static boolean declares(String function) {
    return OPERATOR_NEEDS.containsKey(function) || FUNCTION_USAGE.containsKey(function);
  }

  /** What the operator or function needs, in words. */
  static String needs(String function) {
    @Nullable String operator = OPERATOR_NEEDS.get(function);
    return operator != null ? operator : requireNonNull(FUNCTION_USAGE.get(function));
  }

  static Kind kind(CelType type) {
    if (type.equals(NUMBER)) {
      return Kind.NUMBER;
    }
    if (type.equals(FLAG)) {
      return Kind.FLAG;
    }
    if (type.equals(TEXT)) {
      return Kind.TEXT;
    }
    throw new IllegalStateException("A condition has no values of type " + type.name());
  }

  private static CelType type(Kind kind) {
    return switch (kind) {
      case NUMBER -> NUMBER;
      case FLAG -> FLAG;
      case TEXT -> TEXT;
    };
  }

  private static CelCompilerBuilder builder() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setStandardEnvironmentEnabled(false)
        .setStandardMacros(List.of())
        .setOptions(
            CelOptions.current()
                // A field may be called "package".
                .enableReservedIds(false)
                .maxExpressionCodePointSize(MAX_CHARACTERS)
                .maxParseRecursionDepth(MAX_PARSE_DEPTH)
                .build())
        .addFunctionDeclarations(DECLARATIONS);
  }

  private static Map<String, String> operatorNeeds() {
    Map<String, String> needs = new LinkedHashMap<>();
    for (String symbol : List.of("<", "<=", ">", ">=", "+", "-", "*", "/", "%")) {
      needs.put("_" + symbol + "_", "a number on both sides");
    }
    needs.put("_==_", "two numbers, two texts or two yes/no values");
    needs.put("_!=_", "two numbers, two texts or two yes/no values");
    needs.put(AND, "a yes/no on both sides");
    needs.put(OR, "a yes/no on both sides");
    needs.put(NOT, "a yes/no");
    needs.put(NEGATE, "a number");
    needs.put(CHOOSE, "a yes/no before the ?, then two values of the same kind");
    needs.put(IN, "a number and a list of numbers, or a text and a list of texts");
    return Map.copyOf(needs);
  }

  private static Map<String, String> functionUsage() {
    Map<String, String> usage = new LinkedHashMap<>();
    usage.put("abs", "abs(number)");
    usage.put("min", "min(number, number)");
    usage.put("max", "max(number, number)");
    usage.put("sqrt", "sqrt(number)");
    usage.put("round", "round(number)");
    usage.put("metres", "metres(lat, lon, lat, lon) of four numbers");
    usage.put("known", "known(number, text or yes/no)");
    usage.put("startsWith", "text.startsWith(text)");
    usage.put("endsWith", "text.endsWith(text)");
    usage.put("contains", "text.contains(text)");
    usage.put("size", "size(text)");
    return java.util.Collections.unmodifiableMap(usage);
  }

  private static List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> all = new ArrayList<>();
    for (String symbol : List.of("<", "<=", ">", ">=")) {
      all.add(function("_" + symbol + "_", FLAG, List.of(NUMBER, NUMBER)));
    }
    for (String symbol : List.of("+", "-", "*", "/", "%")) {
      all.add(function("_" + symbol + "_", NUMBER, List.of(NUMBER, NUMBER)));
    }
    for (String symbol : List.of("_==_", "_!=_")) {
      all.add(
          function(
              symbol, FLAG, List.of(NUMBER, NUMBER), List.of(TEXT, TEXT), List.of(FLAG, FLAG)));
    }
    all.add(function(AND, FLAG, List.of(FLAG, FLAG)));
    all.add(function(OR, FLAG, List.of(FLAG, FLAG)));
    all.add(function(NOT, FLAG, List.of(FLAG)));
    all.add(function(NEGATE, NUMBER, List.of(NUMBER)));
    all.add(
        CelFunctionDecl.newFunctionDeclaration(
            CHOOSE,
            CelOverloadDecl.newGlobalOverload("choose_number", NUMBER, FLAG, NUMBER, NUMBER),
            CelOverloadDecl.newGlobalOverload("choose_text", TEXT, FLAG, TEXT, TEXT),
            CelOverloadDecl.newGlobalOverload("choose_flag", FLAG, FLAG, FLAG, FLAG)));
    all.add(
        function(
            IN,
            FLAG,
            List.of(NUMBER, ListType.create(NUMBER)),
            List.of(TEXT, ListType.create(TEXT))));
    for (String name : List.of("abs", "sqrt", "round")) {
      all.add(function(name, NUMBER, List.of(NUMBER)));
    }
    all.add(function("min", NUMBER, List.of(NUMBER, NUMBER)));
    all.add(function("max", NUMBER, List.of(NUMBER, NUMBER)));
    all.add(function("metres", NUMBER, List.of(NUMBER, NUMBER, NUMBER, NUMBER)));
    all.add(function("known", FLAG, List.of(NUMBER), List.of(TEXT), List.of(FLAG)));
    for (String name : List.of("startsWith", "endsWith", "contains")) {
      all.add(
          CelFunctionDecl.newFunctionDeclaration(
              name, CelOverloadDecl.newMemberOverload(name + "_text", FLAG, TEXT, TEXT)));
    }
    all.add(
        CelFunctionDecl.newFunctionDeclaration(
            "size",
            CelOverloadDecl.newGlobalOverload("size_text", NUMBER, TEXT),
            CelOverloadDecl.newMemberOverload("text_size", NUMBER, TEXT)));
    return List.copyOf(all);
  }

  @SafeVarargs
  private static CelFunctionDecl function(String name, CelType result, List<CelType>... overloads) {
    List<CelOverloadDecl> declared = new ArrayList<>();
    for (List<CelType> parameters : overloads) {
      declared.add(
          CelOverloadDecl.newGlobalOverload(
              name + "/" + overloads.length + "/" + declared.size(), result, parameters));
    }
    return CelFunctionDecl.newFunctionDeclaration(name, declared);
  }
}
