package org.aisle.templates.condition;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.condition.Vocabulary.Name;

/** CEL as its makers run it, with the functions that it lacks. */
final class StandardCel {

  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .addFunctionBindings(
              CelFunctionBinding.from("mod", Double.class, Double.class, (a, b) -> a % b),
              CelFunctionBinding.from("min", Double.class, Double.class, Math::min),
              CelFunctionBinding.from("max", Double.class, Double.class, Math::max),
              CelFunctionBinding.from("abs", Double.class, a -> a < 0 ? -a : a),
              CelFunctionBinding.from("sqrt", Double.class, Math::sqrt),
              CelFunctionBinding.from("round", Double.class, StandardCel::round))
          .build();

  private StandardCel() {}

  static Object value(String text, Cooler.Values frame) {
    Map<String, Object> variables = new HashMap<>(frame.known());
    variables.replaceAll((name, value) -> value instanceof Integer i ? (Object) (double) i : value);
    try {
      return RUNTIME.createProgram(COMPILER.compile(text).getAst()).eval(variables);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new AssertionError(text, e);
    }
  }

  private static double round(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(0, RoundingMode.HALF_UP).doubleValue()
        : value;
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
    builder.setOptions(dev.cel.common.CelOptions.current().enableReservedIds(false).build());
    for (Name name : Cooler.WORDS.names()) {
      builder.addVar(
          name.name(),
          switch (name.kind()) {
            case NUMBER -> SimpleType.DOUBLE;
            case FLAG -> SimpleType.BOOL;
            case TEXT -> SimpleType.STRING;
          });
    }
    CelType number = SimpleType.DOUBLE;
    for (String two : List.of("mod", "min", "max")) {
      builder.addFunctionDeclarations(
          CelFunctionDecl.newFunctionDeclaration(
              "aisle_" + two, CelOverloadDecl.newGlobalOverload(two, number, number, number)));
    }
    for (String one : List.of("abs", "sqrt", "round")) {
      builder.addFunctionDeclarations(
          CelFunctionDecl.newFunctionDeclaration(
              "aisle_" + one, CelOverloadDecl.newGlobalOverload(one, number, number)));
    }
    return builder.build();
  }
}
