@org.jspecify.annotations.NullMarked
package spate.api.export;
