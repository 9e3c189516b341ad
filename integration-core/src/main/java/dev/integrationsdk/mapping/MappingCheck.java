package dev.integrationsdk.mapping;

import java.util.List;

/**
 * What was found out about a field mapping. Immutable.
 *
 * @param problems by field; with any, it is not saved
 * @param unchecked what could not be looked at, and why
 */
public record MappingCheck(List<MappingProblem> problems, List<String> unchecked) {
    public MappingCheck {
        problems = problems.stream().distinct().sorted().toList();
        unchecked = List.copyOf(unchecked);
    }
}
