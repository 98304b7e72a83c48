@org.jspecify.annotations.NullMarked
package spate.stream.figures;
