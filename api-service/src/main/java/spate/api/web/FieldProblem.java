package spate.api.web;

/// What is wrong with one field.
///
/// @param field its name as in the request
/// @param code one word for programs
/// @param message one sentence for people
public record FieldProblem(String field, String code, String message) {}
