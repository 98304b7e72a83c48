@org.jspecify.annotations.NullMarked
package spate.api.figures;
