@org.jspecify.annotations.NullMarked
package spate.rooms.figures;
