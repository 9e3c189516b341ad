package dev.integrationsdk.testkit.hubspot;

import java.util.function.Supplier;

/** Something that goes wrong with one request. */
@FunctionalInterface
interface Fault {

    /**
     * Decides the answer.
     *
     * @param correct gives the answer that there would be; a fault that never asks for it leaves limits uncounted
     */
    Answer apply(HttpRequest request, Supplier<Answer> correct);
}
